import { createExecutionContext } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { app } from '../../src/app.ts';
import { newLeadId } from '../../src/ids/lead-id.ts';
import { formUrl, portalUrl } from '../support/worker/every-way-in.ts';
import { newOwner, ORIGIN } from '../support/worker/owner.ts';

test('every answer of every address forbids sniffing, framing, plain HTTP and telling where one came from', async () => {
  const owner = await newOwner();
  const portal = { url: await portalUrl(owner) };
  const form = { url: await formUrl(owner) };
  const key = { authorization: `Bearer ${owner.apiKey}` };
  const lead = (accept: string) => ({
    method: 'POST',
    headers: { accept },
    body: new URLSearchParams({ Phone: '052-1234567' }),
  });
  const addresses: [string, RequestInit?][] = [
    ['/healthz'],
    ['/leads/made-up'],
    ['/nowhere'],
    ['/setup', { method: 'POST' }],
    ['/api/docs'],
    ['/api/v1/openapi.json'],
    ['/api/v1/contacts'],
    ['/api/v1/contacts', { headers: key }],
    ['/api/v1/nowhere', { headers: key }],
    ['/api/v1/contacts', { method: 'POST', headers: key, body: 'x' }],
    [owner.intakeUrl],
    [owner.intakeUrl, { method: 'HEAD' }],
    [owner.intakeUrl, { method: 'OPTIONS' }],
    [owner.intakeUrl, { method: 'PUT' }],
    [owner.intakeUrl, { headers: { purpose: 'prefetch' } }],
    [owner.intakeUrl, lead('application/json')],
    [owner.intakeUrl, lead('text/html')],
    [owner.intakeUrl, { method: 'POST', body: new URLSearchParams({ FirstName: 'Dana' }) }],
    [`${owner.intakeUrl}?dry_run=1`],
    ['/in/made-up'],
    ['/x/Pages/Utilities/WebToLead.aspx?type=xml'],
    ['/x/Pages/Utilities/WebToLead.aspx', { method: 'HEAD' }],
    [portal.url],
    [portal.url, { method: 'PUT' }],
    [`${portal.url}/confirm/made-up`],
    ['/portal/made-up'],
    [form.url],
    [form.url, { method: 'PUT' }],
    ['/form/made-up'],
  ];
  for (const [path, init] of addresses) {
    const answer = await exports.default.fetch(new Request(new URL(path, ORIGIN), { redirect: 'manual', ...init }));
    expectSafe(answer, `${init?.method ?? 'GET'} ${path}`);
  }
});

test('so does the answer when something went wrong', async () => {
  const withoutD1 = { ...env, CONTROL: undefined } as unknown as Env;
  const leadId = await newLeadId(env.KELET_SECRET, 'nowhere0', 0);
  for (const path of [`/leads/${leadId}`, '/api/v1/contacts']) {
    const headers = { authorization: `Bearer kelet_${'0'.repeat(12)}_${'0'.repeat(32)}` };
    const answer = await app.fetch(
      new Request(new URL(path, ORIGIN), { headers }),
      withoutD1,
      createExecutionContext(),
    );
    expect(answer.status, path).toBe(503);
    expectSafe(answer, path);
  }
});

function expectSafe({ headers }: Response, at: string): void {
  expect(headers.get('strict-transport-security'), at).toBe('max-age=63072000; includeSubDomains');
  expect(headers.get('x-content-type-options'), at).toBe('nosniff');
  expect(headers.get('x-frame-options'), at).toBe('DENY');
  expect(headers.get('referrer-policy'), at).toBe('no-referrer');
  expect(headers.get('content-security-policy'), at).toContain("frame-ancestors 'none'");
}
