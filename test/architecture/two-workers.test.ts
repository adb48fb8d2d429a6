import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { unstable_readConfig } from 'wrangler';

/** What a file imports when it runs: types are gone by then. */
const runsWith = (file: string): string[] => {
  const text = readFileSync(file, 'utf8');
  const named = [...text.matchAll(/^(?:import|export)\s+(?!type\s)([^;'"]*?)from '([^']+)'/gms)];
  const values = named.filter(([, names = '']) => !isAllTypes(names)).map(([, , from = '']) => from);
  const bare = [...text.matchAll(/^import '([^']+)'/gm)].map(([, from = '']) => from);
  const lazy = [...text.matchAll(/\bimport\(\s*'([^']+)'/g)].map(([, from = '']) => from);
  return [...values, ...bare, ...lazy].map((from) =>
    from.startsWith('.') ? normalize(join(dirname(file), from)) : from,
  );
};

/** `{ type A, type B }` brings nothing. */
const isAllTypes = (names: string) => {
  const inside = /^\s*\{([^}]*)\}\s*$/s.exec(names)?.[1];
  return inside?.split(',').every((name) => !name.trim() || name.trim().startsWith('type ')) ?? false;
};

/** Everything that is reached from a file, each with the way to it. */
function reachedFrom(start: string): Map<string, string[]> {
  const ways = new Map([[start, [start]]]);
  for (const [file, way] of ways) {
    if (!existsSync(file) || !file.startsWith('src/')) continue;
    for (const next of runsWith(file)) if (!ways.has(next)) ways.set(next, [...way, next]);
  }
  return ways;
}

const HEAVY = /^src\/storage\/|^drizzle-orm|^@hono\/zod-openapi|^src\/api\/|^src\/business\//;

test('the walk sees what it looks for', () => {
  expect([...reachedFrom('src/index.ts').keys()].filter((it) => HEAVY.test(it))).toEqual(
    expect.arrayContaining(['drizzle-orm', '@hono/zod-openapi', 'src/storage/contacts/schema.ts']),
  );
  expect([...reachedFrom('src/intake.ts').keys()]).toEqual(
    expect.arrayContaining(['src/ways-in/accept/accept.ts', 'src/ways-in/mail/parse.ts', 'zod', 'hono']),
  );
});

test('no path of imports leads from the intake Worker to a database or to the API', () => {
  const ways = [...reachedFrom('src/intake.ts')].filter(([file]) => HEAVY.test(file));
  expect(ways.map(([, way]) => way.join(' → '))).toEqual([]);
});

test('the intake Worker leaves the fifty languages of zod behind: it takes from zod what it names', () => {
  const files = [...reachedFrom('src/intake.ts').keys()].filter((file) => file.startsWith('src/') && existsSync(file));
  const takesAll = files.filter((file) => /^import \{[^}]*\} from 'zod'/m.test(readFileSync(file, 'utf8')));
  expect(takesAll).toEqual([]);
});

/** What the two files say, as far as it is compared. */
interface Config {
  name: string;
  compatibility_date: string;
  d1_databases: unknown[];
  migrations: unknown[];
  services: unknown[];
  observability: unknown;
  kv_namespaces: { binding: string }[];
  queues: { producers?: { binding: string }[]; consumers?: unknown[] };
  send_email: { name: string }[];
  ratelimits: { name: string }[];
  durable_objects: { bindings: { name: string; class_name: string; script_name?: string }[] };
  secrets?: { required?: string[] };
  vars: Record<string, unknown>;
}

const whole: Config = unstable_readConfig({ config: 'wrangler.toml' }, { hideWarnings: true });
const front: Config = unstable_readConfig({ config: 'wrangler.intake.toml' }, { hideWarnings: true });

test('the intake Worker has no D1, and what it has is what the whole Worker has', () => {
  expect(front.d1_databases).toEqual([]);
  expect(front.queues.consumers ?? []).toEqual([]);
  expect(front.compatibility_date).toBe(whole.compatibility_date);
  expect(front.kv_namespaces).toEqual(whole.kv_namespaces);
  expect(front.queues.producers).toEqual(whole.queues.producers);
  expect(front.send_email).toEqual(whole.send_email);
  expect(front.observability).toEqual(whole.observability);
  expect(front.vars).toEqual(whole.vars);
  for (const limit of front.ratelimits) expect(whole.ratelimits).toContainEqual(limit);
});

test('the objects of the intake Worker live in the whole one, which it reaches by name', () => {
  expect(front.migrations).toEqual([]);
  const own = whole.durable_objects.bindings.map(({ name, class_name }) => ({ name, class_name }));
  for (const { name, class_name, script_name } of front.durable_objects.bindings) {
    expect(own).toContainEqual({ name, class_name });
    expect(script_name).toBe(whole.name);
  }
  expect(front.services).toEqual([
    { binding: 'WHOLE', service: whole.name },
    { binding: 'STORED', service: whole.name, entrypoint: 'StoredEntrance' },
  ]);
});

test('what a way in may use is bound in the intake Worker', () => {
  const [, names = ''] = /EdgeEnv = Pick<\s*Env,([^>]*)>/s.exec(readFileSync('src/ways-in/edge-env.ts', 'utf8')) ?? [];
  const wanted = [...names.matchAll(/'(\w+)'/g)].map(([, name]) => name);
  const bound = [
    ...front.kv_namespaces.map(({ binding }) => binding),
    ...(front.queues.producers ?? []).map(({ binding }) => binding),
    ...front.durable_objects.bindings.map(({ name }) => name),
    ...front.ratelimits.map(({ name }) => name),
    ...front.send_email.map(({ name }) => name),
    ...(front.secrets?.required ?? []),
    ...Object.keys(front.vars),
  ];
  expect(wanted.length).toBeGreaterThan(5);
  expect(wanted.filter((name) => !bound.includes(name ?? ''))).toEqual([]);
});

test('neither Worker has its requests logged', () => {
  for (const { observability } of [whole, front]) {
    expect(observability).toMatchObject({ enabled: true, logs: { enabled: true, invocation_logs: false } });
  }
});
