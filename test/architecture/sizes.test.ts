import { globSync, readFileSync } from 'node:fs';
import { dirname, matchesGlob } from 'node:path';
import { expect, test } from 'vitest';
import { BROWSER, BUILT, QUEUE, WORKER } from '../projects.ts';

const read = (file: string) => readFileSync(file, 'utf8').split('\n');

test('half of the files of src have fewer than eighty lines', () => {
  const lengths = globSync('src/**/*.{ts,tsx}').map((file) => read(file).length - 1);
  expect(lengths.sort((a, b) => a - b)[Math.floor(lengths.length / 2)]).toBeLessThan(80);
});

// The formatter breaks code at 120 columns; what it leaves longer is a text or a pattern that cannot be broken.
test('no comment is wider than 120 columns', () => {
  const wide = globSync('{src,test,bench,scripts}/**/*.{ts,tsx}').flatMap((file) =>
    read(file).flatMap((line, at) =>
      line.length > 120 && /^\s*(?:\/\/|\/?\*)/.test(line) ? [`${file}:${at + 1}`] : [],
    ),
  );
  expect(wide).toEqual([]);
});

test('no folder of tests or of the bench holds more than 25 files side by side', () => {
  const folders = Map.groupBy(globSync('{test,bench}/**/*.ts'), (file) => dirname(file));
  const full = [...folders].filter(([, files]) => files.length > 25).map(([folder, files]) => [folder, files.length]);
  expect(full).toEqual([]);
});

test('every test file is run by exactly one project', () => {
  const special = [WORKER, QUEUE, BUILT, BROWSER];
  const tests = globSync('test/**/*.test.{ts,tsx}');
  const claimed = tests.map((file) => ({
    file,
    by: special.filter((globs) => globs.some((glob) => matchesGlob(file, glob))).length,
  }));
  expect(claimed.filter(({ by }) => by > 1)).toEqual([]);
  // What no project claims is a unit test, and unit tests are called so.
  expect(claimed.filter(({ file, by }) => by === 0 && !file.endsWith('.test.ts'))).toEqual([]);
  for (const globs of special) expect(tests.some((file) => globs.some((glob) => matchesGlob(file, glob)))).toBe(true);
});

test('no test stands outside of the folder of tests', () => {
  expect(globSync('{src,bench,scripts}/**/*.{test,spec}.{ts,tsx}')).toEqual([]);
});
