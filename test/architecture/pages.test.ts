import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/*
 * The pages under docs/ are part of the product: what the code cites must be there to be read.
 */

const files = globSync(['{src,test,bench,scripts}/**/*.{ts,tsx}', '*.{ts,toml}', 'bench/**/*.toml']);
const comments = files.map((file) => ({ file, text: flat(readFileSync(file, 'utf8')) }));
const page = (name: string) => flat(readFileSync(`docs/${name}`, 'utf8'));

/** Comments are broken into lines anywhere; what they cite is not. */
function flat(text: string): string {
  return text.replace(/\s*\n\s*(?:\*|\/\/)?\s*/g, ' ');
}

test('every page that code names is in docs', () => {
  const pages = globSync('docs/*.md').map((path) => path.slice('docs/'.length));
  const missing = comments.flatMap(({ file, text }) =>
    [...text.matchAll(/(?<![\w/.*-])(?:docs\/)?([a-z][\w-]*\.md)\b/g)].flatMap(([, name = '']) =>
      pages.includes(name) ? [] : [`${file}: ${name}`],
    ),
  );
  expect(missing).toEqual([]);
});

test('every heading that code cites from a page is said in that page', () => {
  const cited = comments.flatMap(({ file, text }) =>
    [...text.matchAll(/\b([a-z-]+\.md),? "([^"]+)"((?:(?:,| and) "[^"]+")*)/g)].flatMap(
      ([, name = '', first, more = '']) =>
        [first ?? '', ...[...more.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title)].map((title) => ({
          file,
          name,
          title,
        })),
    ),
  );
  expect(cited.length).toBeGreaterThan(15);
  const wrong = cited.filter(({ name, title }) => !page(name).includes(title));
  expect(wrong).toEqual([]);
});

test('every address of the API stands in the contract', () => {
  const paths = globSync('src/api/**/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bpath: ['`](\/[^'`]+)['`]/g)].map(([, path = '']) => path),
  );
  expect(paths.length).toBeGreaterThan(50);
  const contract = page('contract.md');
  const words = paths.flatMap((path) => path.split('/').filter((part) => /^[a-z]+$/.test(part)));
  expect([...new Set(words)].filter((word) => !contract.includes(`/${word}`))).toEqual([]);
});
