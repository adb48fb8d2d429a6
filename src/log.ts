/**
 * One line of structured log about something that whoever watches over a deployment must see: who got in, who did not,
 * and what keys there are.
 * @param facts ids, codes and counts. Never a value that somebody typed, a name, an address or a secret.
 */
export function logEvent(event: string, facts: Record<string, string | number | boolean | string[] | undefined>): void {
  // biome-ignore lint/suspicious/noConsole: this file is the place that logs
  console.info(JSON.stringify({ event, ...facts }));
}

type Fact = string | number | boolean | undefined;

/** Longer than any id, count or code. */
const LONGEST_FACT = 120;

/**
 * One line of structured log about something that went wrong. Of an error its class and code are told and nothing else:
 * messages quote what was sent, and the database's quote whole leads.
 * @param facts ids, codes and counts. Never a lead's values, an address somebody asked for, or a link's secret.
 */
export function logProblem(event: string, facts: { error?: unknown } & Record<string, unknown>): void {
  const plain = Object.entries(facts).flatMap(([name, fact]): [string, Fact | ErrorFacts][] => {
    if (name === 'error' || fact instanceof Error) return [[name, errorFacts(fact)]];
    if (typeof fact === 'string') return [[name, fact.slice(0, LONGEST_FACT)]];
    return typeof fact === 'number' || typeof fact === 'boolean' ? [[name, fact]] : [];
  });
  // biome-ignore lint/suspicious/noConsole: this file is the place that logs
  console.error(JSON.stringify({ event, ...Object.fromEntries(plain) }));
}

interface ErrorFacts {
  class: string;
  code?: string;
}

/** An error's class, and its code or that of what caused it: what may be told of it anywhere. */
export function errorFacts(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { class: typeof error };
  const name = NAME.test(error.name) ? error.name : 'Error';
  const code = codeOf(error);
  return code === undefined ? { class: name } : { class: name, code };
}

const NAME = /^[A-Za-z]{1,60}$/;
const CODE = /^(?:[A-Za-z][\w-]{0,59}|\d{1,5})$/;
/** What D1 and SQLite begin or end their messages with. */
const CODES_IN_TEXT = /\b(?:SQLITE|D1)_[A-Z_]{1,40}\b/g;
const MOST_CAUSES = 5;

function codeOf(error: Error): string | undefined {
  let one: unknown = error;
  for (let depth = 0; depth < MOST_CAUSES && one instanceof Error; depth++) {
    const code = 'code' in one ? String(one.code) : '';
    if (CODE.test(code)) return code;
    // A query's own text may hold such a word; its cause says the true one.
    if (!('params' in one)) {
      const inText = one.message.slice(0, 1000).match(CODES_IN_TEXT)?.at(-1);
      if (inText) return inText;
    }
    one = one.cause;
  }
  return undefined;
}
