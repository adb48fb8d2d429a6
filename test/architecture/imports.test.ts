import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** The arrows of docs/architecture.md: who may import whom. A room may always import itself. */
const MAY_IMPORT: Record<string, string[]> = {
  ids: [],
  lead: ['ids'],
  storage: ['ids', 'lead'],
  live: ['log'],
  contacts: ['ids', 'lead', 'storage', 'live', 'refusal', 'log'],
  queue: ['ids', 'lead', 'contacts', 'storage', 'refusal', 'log'],
  published: ['ids', 'lead', 'storage', 'log'],
  pages: ['lead', 'published'],
  'outgoing-mail': [],
  'ways-in': ['ids', 'lead', 'queue', 'published', 'contacts', 'pages', 'outgoing-mail', 'log', 'refusal'],
  import: ['ids', 'lead', 'contacts', 'refusal', 'log'],
  business: ['ids', 'lead', 'storage', 'live', 'contacts', 'queue', 'published', 'import', 'ways-in', 'refusal', 'log'],
  api: [
    'ids',
    'lead',
    'business',
    'queue',
    'published',
    'ways-in',
    'contacts',
    'import',
    'outgoing-mail',
    'refusal',
    'log',
  ],
};

/** Rooms that may take no more than types from another: an order's shape, not the hand that writes it. */
const TYPES_ONLY: [from: string, to: string][] = [['ways-in', 'contacts']];

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
      [...Object.keys(MAY_IMPORT), 'app', 'index', 'intake', 'refusal', 'log'].filter((room) =>
        imports.some((it) => it.from === room),
      ),
    ),
  );
});

test.each(Object.entries(MAY_IMPORT))('%s imports nothing of ours but %j', (room, allowed) => {
  const strangers = imports.filter(({ from, to }) => from === room && to !== room && !allowed.includes(to));
  expect(strangers.map(({ file, to }) => `${file} → ${to}`)).toEqual([]);
});

test('docs/architecture.md shows the same arrows', () => {
  const [, table = ''] = readFileSync('docs/architecture.md', 'utf8').split('## Who may import whom');
  const rows = [...table.matchAll(/^\| `([\w-]+)` \| (.*) \|$/gm)].map(
    ([, room = '', names = '']): [string, string[]] => [
      room,
      [...names.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name),
    ],
  );
  expect(Object.fromEntries(rows)).toEqual(MAY_IMPORT);
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
    /['"]@?cloudflare[:/]|\bEnv\b/.test(readFileSync(file, 'utf8')),
  );
  expect(strangers).toEqual([]);
});

test('one file knows where a writer is found', () => {
  const strangers = globSync('src/**/*.{ts,tsx}').filter(
    (file) => file !== 'src/contacts/ask-writer.ts' && /CONTACT_WRITER\s*[!?]?\.\s*\w/.test(readFileSync(file, 'utf8')),
  );
  expect(strangers).toEqual([]);
});

/** What these switch over comes from outside, so that anything may stand there. */
const OPEN_SWITCHES = ['src/import/read/xlsx/cell-text.ts'];

test('a switch over what is ours names every case: where it has a default, the compiler says that nothing gets there', () => {
  const strangers = globSync('src/**/*.{ts,tsx}').filter((file) => {
    const defaults = [...readFileSync(file, 'utf8').matchAll(/^\s*default:((?:\s*\/\/.*)*\s*[^\n]*)/gm)];
    return !OPEN_SWITCHES.includes(file) && defaults.some(([, next]) => !next?.includes('satisfies never'));
  });
  expect(strangers).toEqual([]);
});

test('no folder holds more than twenty files side by side', () => {
  const folders = Map.groupBy(globSync('src/**/*.{ts,tsx}'), (file) => dirname(file));
  const full = [...folders].filter(([, files]) => files.length > 20).map(([folder, files]) => [folder, files.length]);
  expect(full).toEqual([]);
});

test('no name is exported by two files', () => {
  const names = globSync('src/**/*.{ts,tsx}').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^export (?:async )?(?:function|const|class|interface|type) (\w+)/gm)].map(
      ([, name = '']) => ({ name, file }),
    ),
  );
  const twice = [...Map.groupBy(names, ({ name }) => name)].filter(([, places]) => places.length > 1);
  expect(twice.map(([name, places]) => [name, ...places.map(({ file }) => file)])).toEqual([]);
});
