import { expect, test } from 'vitest';
import { type IntakeEnv, intake } from '../../src/intake.ts';
import { addressOf, type LimitEnv, mayEnter } from '../../src/ways-in/doors/limit.ts';
import { SAFE_DEFAULTS, SAFE_HEADERS } from '../../src/ways-in/doors/safe-headers.ts';

const from = (address: string) => addressOf({ headers: new Headers({ 'cf-connecting-ip': address }) });

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['2001:DB8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:0001:2::1', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', undefined],
  ['127.0.0.1', undefined],
])('an address is counted by its line: %s by %s', (address, counted) => expect(from(address)).toBe(counted));

test('who came by no known address is not counted', () =>
  expect(addressOf({ headers: new Headers() })).toBeUndefined());

const limiting = (limit: (options: { key: string }) => Promise<{ success: boolean }>) =>
  ({ ADDRESS_LEADS: { limit } }) as unknown as LimitEnv;

test('a limit refuses whom its binding refuses', async () => {
  const env = limiting(async ({ key }) => ({ success: key === 'known' }));
  expect(await mayEnter(env, 'address', 'known')).toBe(true);
  expect(await mayEnter(env, 'address', 'other')).toBe(false);
});

test('a limit that is not bound, or does not answer, lets everybody in', async () => {
  expect(await mayEnter({}, 'address', 'one')).toBe(true);
  expect(
    await mayEnter(
      limiting(() => Promise.reject(new Error('away'))),
      'address',
      'one',
    ),
  ).toBe(true);
});

const BOUND = { ...SAFE_HEADERS, ...SAFE_DEFAULTS };

test.each(['/healthz', '/api/v1/contacts', '/nowhere', '/in/made-up', '/form/made-up', '/portal/made-up'])(
  'the intake Worker guards its answer at %s, its own and one it only hands on',
  async (path) => {
    // What another Worker answers cannot be written on.
    const handedOn = () => fetch('data:text/plain,answered');
    const env = { WHOLE: { fetch: handedOn }, STORED: {}, KELET_SECRET: 'x' } as unknown as IntakeEnv;
    const { headers } = await intake.fetch(new Request(`https://kelet.test${path}`), env);
    for (const name of Object.keys(BOUND)) expect(headers.get(name), name).toBeTruthy();
    for (const [name, value] of Object.entries(SAFE_HEADERS)) expect(headers.get(name)).toBe(value);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  },
);
