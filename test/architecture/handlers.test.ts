import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/* A handler parses, asks one verb of business, and answers; what may be done and seen is decided elsewhere, once. */

const FOLDERS = ['contacts', 'duplicates', 'tasks', 'reports'];
const handlers = globSync(`src/api/{${FOLDERS.join(',')}}/*.ts`);
const source = (file: string) => readFileSync(file, 'utf8');

test('the test sees the handlers', () => {
  expect(handlers.length).toBeGreaterThan(20);
});

test('a handler takes no more than types from the rooms below business', () => {
  const below = /^import (?!type\b)[^;]*?from '\.\.\/\.\.\/(?:contacts|queue|storage|published|import|ways-in)\//m;
  const strangers = handlers.filter((file) => below.test(source(file)));
  expect(strangers).toEqual([]);
});

test('whether a key has a scope is asked in one file of the API', () => {
  const asks = globSync('src/api/**/*.ts').filter((file) => /\bmay\(|\bscopes\.includes\(/.test(source(file)));
  expect(asks).toEqual(['src/api/http/authenticate.ts']);
});

test('what a key without the scope `read` sees is decided in one file', () => {
  const decides = globSync('src/**/*.ts').filter((file) => /\bmay\([^)]*'read'\)/.test(source(file)));
  expect(decides).toEqual(['src/business/what-actor-sees.ts']);
});
