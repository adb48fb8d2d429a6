import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

test('the code map names every folder of src', () => {
  const map = readFileSync('docs/architecture.md', 'utf8').split('## Code map')[1]?.split('\n## ')[0] ?? '';
  const named = new Set([...map.matchAll(/`(src\/[\w/-]+)`/g)].map(([, path]) => path));
  const folders = new Set(globSync('src/**/*.*').map(dirname));
  folders.delete('src');
  expect([...folders].filter((folder) => !named.has(folder))).toEqual([]);
  expect([...named].filter((path = '') => !folders.has(path))).toEqual([]);
});

test('every file that a page names is there', () => {
  const pages = [...globSync('*.md'), ...globSync('{docs,src}/**/*.md')];
  const missing = pages.flatMap((path) =>
    [
      ...readFileSync(path, 'utf8').matchAll(
        /`([\w./{},*-]+\.(?:tsx?|toml|json|md)|(?:src|test|bench|docs)\/[\w./{},*-]+)`/g,
      ),
    ]
      .map(([, name = '']) => name)
      .filter((name) => !isOurs(name) && !globSync(join(dirname(path), name)).length)
      .map((name) => `${path}: ${name}`),
  );
  expect(missing).toEqual([]);
});

/** A path from the root, or the bare name of a file somewhere in the project. Served and made things are no files. */
const isOurs = (name: string) =>
  name.startsWith('/') ||
  name.startsWith('.wrangler/') ||
  globSync(name).length > 0 ||
  (!name.includes('/') && globSync(`{src,test,bench,scripts}/**/${name}`).length > 0);

test('every decision has a number of its own, a date, and one line', () => {
  const lines = readFileSync('docs/decisions.md', 'utf8').split('\n');
  const decisions = lines
    .slice(lines.findIndex((line) => line.startsWith('## ')))
    .filter((line) => line && !line.startsWith('## '));
  expect(decisions.filter((line) => !/^- D-\d{3} \(\d{4}-\d\d-\d\d\)\. \S/.test(line))).toEqual([]);
  const numbers = decisions.map((line) => line.slice(2, 7));
  expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
});

test('every link between pages leads somewhere', () => {
  const dead = [...globSync('*.md'), ...globSync('{docs,src}/**/*.md')].flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)]
      .map(([, target = '']) => join(dirname(path), target))
      .filter((target) => !existsSync(target))
      .map((target) => `${path}: ${target}`),
  );
  expect(dead).toEqual([]);
});
