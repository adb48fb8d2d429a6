/** One line of structured log about something that went wrong. Never put a lead's values into it. */
export function logProblem(event: string, facts: Record<string, unknown>): void {
  const plain = Object.entries(facts).map(([name, fact]) => [name, fact instanceof Error ? String(fact) : fact]);
  // biome-ignore lint/suspicious/noConsole: the one place that logs
  console.error(JSON.stringify({ event, ...Object.fromEntries(plain) }));
}
