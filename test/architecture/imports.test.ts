import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** The arrows of docs/architecture.md: who may import whom. A room may always import itself. */
const MAY_IMPORT: Record<string, string[]> = {
  lead: [],
  storage: ['lead'],
  contacts: ['lead', 'storage', 'refusal', 'log'],
  channels: ['lead', 'storage', 'log'],
  settings: ['lead', 'storage', 'channels', 'contacts', 'refusal', 'log'],
  queue: ['lead', 'contacts', 'storage', 'refusal', 'log'],
  'at-once': ['lead', 'contacts', 'queue', 'storage', 'log'],
  pages: ['lead', 'channels'],
  'ways-in': ['at-once', 'lead', 'queue', 'channels', 'contacts', 'pages', 'outgoing-mail', 'log', 'refusal'],
  import: ['lead', 'contacts', 'settings', 'refusal', 'log'],
  'outgoing-mail': [],
  api: ['import', 'outgoing-mail', 'lead', 'contacts', 'settings', 'channels', 'queue', 'ways-in', 'refusal', 'log'],
};

/** Rooms that may take no more than types from another: an order's shape, not the hand that writes it. */
const TYPES_ONLY: [from: string, to: string][] = [
  ['ways-in', 'contacts'],
  ['lead', 'ways-in'],
];

interface Import {
  file: string;
  from: string;
  to: string;
  isType: boolean;
}

const roomOf = (path: string) =>
  path
    .replace(/^src\//, '')
    .split('/')[0]
    ?.replace(/\.tsx?$/, '') ?? '';

const imports: Import[] = globSync('src/**/*.{ts,tsx}').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from '(\.[^']+)'/gms)].map(
    ([, type, target]) => ({
      file,
      from: roomOf(file),
      to: roomOf(normalize(join(dirname(file), target ?? ''))),
      isType: type !== undefined,
    }),
  ),
);

test('the test sees the code', () => {
  expect(imports.length).toBeGreaterThan(100);
  expect(new Set(imports.map(({ from }) => from))).toEqual(
    new Set(
      [...Object.keys(MAY_IMPORT), 'app', 'index', 'refusal'].filter((room) => imports.some((it) => it.from === room)),
    ),
  );
});

test.each(Object.entries(MAY_IMPORT))('%s imports nothing of ours but %j', (room, allowed) => {
  const strangers = imports.filter(({ from, to }) => from === room && to !== room && !allowed.includes(to));
  expect(strangers.map(({ file, to }) => `${file} → ${to}`)).toEqual([]);
});

test.each(TYPES_ONLY)('%s takes only types from %s', (from, to) => {
  const values = imports.filter((it) => it.from === from && it.to === to && !it.isType);
  expect(values.map(({ file }) => file)).toEqual([]);
});

test('no room imports the one that imports it', () => {
  const arrows = new Set(imports.filter(({ from, to }) => from !== to).map(({ from, to }) => `${from} → ${to}`));
  const mutual = [...arrows].filter((arrow) => arrows.has(arrow.split(' → ').reverse().join(' → ')));
  expect(mutual).toEqual([]);
});

test('SQL is written in storage alone', () => {
  const strangers = globSync('src/**/*.{ts,tsx}').filter(
    (file) => !file.startsWith('src/storage/') && /\.prepare\(|\bsql`|drizzle\(/.test(readFileSync(file, 'utf8')),
  );
  expect(strangers).toEqual([]);
});

test('lead knows no Cloudflare', () => {
  const strangers = globSync('src/lead/**/*.ts').filter((file) =>
    /cloudflare|\bEnv\b/.test(readFileSync(file, 'utf8')),
  );
  expect(strangers).toEqual([]);
});
