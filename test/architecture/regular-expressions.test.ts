import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NAME } from '../../src/ways-in/xml/grammar.ts';
import { hostileStrings } from '../support/pure/hostile-strings.ts';
import { processorMs } from '../support/pure/processor-time.ts';
import { literalsIn } from '../support/pure/regular-expressions.ts';

/** The largest text that reaches any pattern: a body. */
const LENGTH = 65_536;
/** Longer and longer, so that a bad pattern is found before it takes minutes. */
const LENGTHS = [LENGTH / 64, LENGTH / 16, LENGTH / 4, LENGTH];
/** So many times what the simplest pattern takes for as long a text, and never less than the clock can tell. */
const MOST_TIMES = 400;
const LEAST_MS = 30;

const sources = globSync('src/**/*.{ts,tsx}')
  .sort()
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
const literals = sources.flatMap(({ file, text }) => literalsIn(text).map((literal) => ({ file, ...literal })));

/** What the source puts together from pieces, as it may come out, longest where something is counted. */
const MADE: Record<string, string[]> = {
  'src/api/http/resource-ids.ts': [
    '^([0-9a-z]{8})-([1-9][0-9]{0,14})$',
    '^([0-9a-z]{8})-([1-9][0-9]{0,14})-([1-9][0-9]{0,14})$',
  ],
  'src/ways-in/xml/grammar.ts': [NAME.source],
  'src/ways-in/mail/text/html.ts': ['</style\\s*>'],
  'src/ways-in/mail/forward.ts': ['^\\s*(?:>[ ]?){1,200}'],
};
const FLAGS: Record<string, string> = { 'src/ways-in/xml/grammar.ts': 'u', 'src/ways-in/mail/text/html.ts': 'gi' };
const made = Object.entries(MADE).flatMap(([file, patterns]) =>
  patterns.map((source) => ({ file, source, flags: FLAGS[file] ?? '', line: 0 })),
);

test('the scan sees the literals', () => {
  expect(literals.length).toBeGreaterThan(300);
  const dollar = '$';
  const source = `a / b / c; // /no/\nx = \`/no/ ${dollar}{y.replace(/[/]\`/g, '/no/')}\`; return /\\/yes/u.test('//');`;
  const seen = literalsIn(source);
  expect(seen.map(({ source, flags }) => [source, flags])).toEqual([
    ['[/]`', 'g'],
    ['\\/yes', 'u'],
  ]);
});

test('a pattern that is put together from pieces stands here, too', () => {
  const counted = Object.entries(MADE).map(([file, { length }]) => [file, length]);
  const built = sources.map(({ file, text }) => [file, text.split(/\bRegExp\(/).length - 1]);
  expect(built.filter(([, count]) => count)).toEqual(counted.toSorted());
});

test('no pattern takes more than linear time, whatever the text', { timeout: 300_000 }, () => {
  const unit = Math.max(...[0, 1, 2].map(() => msOf(/~/, 'a'.repeat(LENGTH))));
  const slow: string[] = [];
  const texts = new Map<string, string>();
  for (const { file, line, source, flags } of [...literals, ...made]) {
    const pattern = new RegExp(source, flags);
    const found = hostileStrings(source, flags).find(({ before, piece, after }) =>
      LENGTHS.some((length) => {
        const key = `${piece} ${length}`;
        const middle = texts.get(key) ?? piece.repeat(Math.ceil(length / piece.length));
        if (piece.length < 3) texts.set(key, middle);
        const most = Math.max(LEAST_MS, unit * MOST_TIMES) * Math.max(length / LENGTH, 1 / 4);
        const text = before + middle + after;
        // A busy machine is slow once; a slow pattern is slow each time.
        return msOf(pattern, text) > most && msOf(pattern, text) > most && msOf(pattern, text) > most;
      }),
    );
    if (found) slow.push(`${file}:${line} /${source}/${flags} on ${JSON.stringify(found)}`);
  }
  expect(slow).toEqual([]);
});

function msOf(pattern: RegExp, text: string): number {
  const started = processorMs();
  pattern.lastIndex = 0;
  if (pattern.global) text.replace(pattern, '');
  else pattern.exec(text);
  return processorMs() - started;
}
