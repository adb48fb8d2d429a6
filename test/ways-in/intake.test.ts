import { expect, test } from 'vitest';
import { type IntakeEnv, intake } from '../../src/intake.ts';

const away = () => Promise.reject(new Error('away'));
const ask = (path: string, init?: RequestInit) =>
  intake.fetch(new Request(`https://kelet.test${path}`, init), { WHOLE: { fetch: away } } as unknown as IntakeEnv);

test.each([
  '/api/v1/channels',
  '/in/anykey?dry_run=1',
  '/portal/anykey/confirm/anything',
  '/leads/anylead',
  '/assets/kelet.svg',
])('%s is the whole Worker’s, and says to come again while that does not answer', async (path) => {
  const response = await ask(path, { headers: { accept: 'application/json' } });
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30']);
  expect(await response.json()).toMatchObject({ code: 'try_again' });
});

test('a request goes to the whole Worker as it came', async () => {
  const seen: Request[] = [];
  const whole = { fetch: async (request: Request) => new Response(String(seen.push(request)), { status: 201 }) };
  const request = new Request('https://kelet.test/api/v1/leads?wait=1', { method: 'POST', body: 'x' });
  const response = await intake.fetch(request, { WHOLE: whole } as unknown as IntakeEnv);
  expect(response.status).toBe(201);
  expect(seen[0]).toBe(request);
});
