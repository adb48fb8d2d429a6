import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/* Pages that name a file or folder of the project name one that is there. */

const PAGES = globSync(['*.md', 'docs/*.md', 'src/**/*.md', 'test/**/*.md', 'bench/**/*.md']);
const named = (page: string, pattern: RegExp) =>
  [...readFileSync(page, 'utf8').matchAll(pattern)].map(([, name = '']) => name);

/** `test/flow/{sizes,addresses}.test.ts` names two. */
const each = (path: string) => {
  const [, before = '', names = '', after = ''] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(path) ?? [];
  return names ? names.split(',').map((name) => `${before}${name}${after}`) : [path];
};

test.each(PAGES)('%s names only paths that are there', (page) => {
  const paths = named(page, /`((?:src|test|bench|scripts|docs|migrations|public)\/[^`\s<]*)`/g).flatMap(each);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});

test.each(PAGES)('%s links only to pages that are there', (page) => {
  const links = named(page, /\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g);
  const folder = page.includes('/') ? page.slice(0, page.lastIndexOf('/') + 1) : '';
  expect(links.filter((link) => !existsSync(folder + link))).toEqual([]);
});

test.each(PAGES)('%s runs only scripts that package.json has', (page) => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const known = new Set([...Object.keys(scripts), 'ci', 'install', 'ls']);
  expect(named(page, /`npm (?:run )?([a-z]+)/g).filter((name) => !known.has(name))).toEqual([]);
});
