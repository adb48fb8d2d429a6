/**
 * One line of structured log about something that whoever watches over a deployment must see: who got in, who did not, and
 * what keys there are.
 * @param facts ids, codes and counts. Never a value that somebody typed, a name, an address or a secret.
 */
export function logEvent(event: string, facts: Record<string, string | number | boolean | string[] | undefined>): void {
  // biome-ignore lint/suspicious/noConsole: this file is the place that logs
  console.info(JSON.stringify({ event, ...facts }));
}

/** One line of structured log about something that went wrong. Never put a lead's values into it. */
export function logProblem(event: string, facts: Record<string, unknown>): void {
  const plain = Object.entries(facts).map(([name, fact]) => [name, fact instanceof Error ? String(fact) : fact]);
  // biome-ignore lint/suspicious/noConsole: this file is the place that logs
  console.error(JSON.stringify({ event, ...Object.fromEntries(plain) }));
}
