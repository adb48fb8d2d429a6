import { globSync, readFileSync } from 'node:fs';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { logProblem } from '../src/log.ts';
import { receiveMail } from '../src/ways-in/mail/receive-mail.ts';
import { waysIn } from '../src/ways-in/routes.ts';

const PHONE = '052-1234567';
const SECRET = 'link-secret';

let lines: string[] = [];
beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => vi.restoreAllMocks());

const written = () => lines.map((line) => JSON.parse(line));

/** What a database, a queue, a service and JavaScript itself throw, each with a lead's values in its words. */
const FAILURES: [name: string, error: unknown, told: object][] = [
  [
    'a query the database refused',
    new DrizzleQueryError(
      `insert into leads values (?)`,
      [PHONE, 'D1_ERROR'],
      new Error(`D1_ERROR: UNIQUE constraint failed: ${PHONE}: SQLITE_CONSTRAINT`),
    ),
    { class: 'Error', code: 'SQLITE_CONSTRAINT' },
  ],
  [
    'a query nobody answered',
    new DrizzleQueryError('select ?', [PHONE], new Error(`Network connection lost. ${PHONE}`)),
    { class: 'Error' },
  ],
  [
    'a request',
    new TypeError(`Invalid URL: https://kelet.example/form/${SECRET}?phone=${PHONE}`),
    { class: 'TypeError' },
  ],
  ['a body', new SyntaxError(`Unexpected token 'D', "Dana ${PHONE}" is not valid JSON`), { class: 'SyntaxError' }],
  [
    'an error with a code',
    Object.assign(new Error(PHONE), { code: 'ERR_INVALID_URL', input: PHONE }),
    { class: 'Error', code: 'ERR_INVALID_URL' },
  ],
  [
    'an error named and coded after a lead',
    Object.assign(new Error(PHONE), { name: PHONE, code: PHONE }),
    { class: 'Error' },
  ],
  [
    'a cause with a code',
    new Error(PHONE, { cause: Object.assign(new Error(PHONE), { code: 1101 }) }),
    { class: 'Error', code: '1101' },
  ],
  ['a text', `Failed for ${PHONE}`, { class: 'string' }],
  ['an object', { body: { phone: PHONE } }, { class: 'object' }],
  ['nothing', undefined, { class: 'undefined' }],
];

describe('of an error its class and code are told, and nothing that was sent', () => {
  test.each(FAILURES)('%s', (_, error, told) => {
    logProblem('it failed', { leadId: 'ld_1', attempts: 2, error });
    expect(written()).toEqual([{ event: 'it failed', leadId: 'ld_1', attempts: 2, error: told }]);
    expect(lines.join()).not.toContain(PHONE);
    expect(lines.join()).not.toContain(SECRET);
  });

  test('an error under another name is told no more of', () => {
    logProblem('it failed', { reason: new Error(PHONE) });
    expect(written()).toEqual([{ event: 'it failed', reason: { class: 'Error' } }]);
  });

  test('a circle of causes ends', () => {
    const one = new Error(PHONE);
    one.cause = new Error(PHONE, { cause: one });
    logProblem('it failed', { error: one });
    expect(written()).toHaveLength(1);
  });
});

test('facts are ids, codes and counts: a body is none, and no fact is long', () => {
  logProblem('it failed', { body: { phone: PHONE }, list: [PHONE], leads: 3, isLast: true, id: 'x'.repeat(5000) });
  expect(written()).toEqual([{ event: 'it failed', leads: 3, isLast: true, id: 'x'.repeat(120) }]);
});

describe('on a bad day', () => {
  const away = () => {
    throw new DrizzleQueryError('select ?', [PHONE, SECRET], new Error(`Network connection lost: ${PHONE}`));
  };
  // Every binding throws, whatever is asked of it.
  const broken: Env = new Proxy({} as Env, {
    get: (_, name) => (name === 'KELET_SECRET' ? 'test-secret' : new Proxy({}, { get: () => away })),
  });

  test('a lead that cannot be taken leaves neither its address nor its body in the log', async () => {
    const url = `https://kelet.example/x/Pages/Utilities/WebToLead.aspx?type=get&SystemID=s1&Phone=${PHONE}`;
    expect((await waysIn.request(url, {}, broken)).status).toBe(503);
    const form = { method: 'POST', body: new URLSearchParams({ SystemID: 's2', Phone: PHONE }) };
    expect((await waysIn.request('https://kelet.example/Pages/Utilities/WebToLead.aspx', form, broken)).status).toBe(
      503,
    );
    expect(written().map(({ event }) => event)).toContain('legacy channel not found out');
    expect(lines.join()).not.toContain(PHONE);
  });

  test('a mail that cannot be taken comes again, and what is thrown quotes nothing', async () => {
    const message = {
      from: 'dana@example.com',
      to: `${SECRET}@kelet.example`,
      raw: new Response(PHONE).body,
      setReject: away,
    };
    const thrown = await receiveMail(message as never, broken).catch((error: unknown) => error);
    expect(String(thrown)).toBe('NotTaken: The mail could not be stored just now; it comes again.');
    expect((thrown as Error).cause).toBeUndefined();
    expect(written()).toEqual([{ event: 'mail not taken', error: { class: 'Error' } }]);
  });
});

test('nothing but log.ts writes to the log', () => {
  const files = globSync('src/**/*.{ts,tsx}').filter((file) => file !== 'src/log.ts');
  expect(files.filter((file) => /\bconsole\./.test(readFileSync(file, 'utf8')))).toEqual([]);
});

test('requests themselves are not logged, and addresses lose their queries', () => {
  const settings = readFileSync('wrangler.toml', 'utf8');
  expect(settings).toMatch(/^redact_query_string = true$/m);
  expect(settings).toMatch(/^invocation_logs = false$/m);
});
