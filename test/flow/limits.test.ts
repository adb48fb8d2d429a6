import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { app } from '../../src/app.ts';
import { formUrl, portalUrl } from '../support/worker/every-way-in.ts';
import { call, newOwner, ORIGIN, tablesOf } from '../support/worker/owner.ts';

const ADDRESS = '203.0.113.7';

interface Sent extends RequestInit {
  headers?: Record<string, string>;
}

/** The Worker with one of its limits reached for everybody, or broken. */
function limitedBy(name: string, limit = async (_: { key: string }) => ({ success: false })) {
  const keys: string[] = [];
  const counting = (options: { key: string }) => {
    keys.push(options.key);
    return limit(options);
  };
  const limited = { ...env, [name]: { limit: counting } } as unknown as Env;
  const ask = async (path: string, { headers, ...init }: Sent = {}) => {
    const request = new Request(new URL(path, ORIGIN), {
      redirect: 'manual',
      headers: { 'cf-connecting-ip': ADDRESS, ...headers },
      ...init,
    });
    return app.fetch(request, limited, createExecutionContext());
  };
  return { ask, keys };
}

const DANA = { FirstName: 'Dana "D" <Levi>', Phone: '052-1234567' };
const form = (fields: Record<string, string>): Sent => ({ method: 'POST', body: new URLSearchParams(fields) });

describe.each(['CHANNEL_LEADS', 'ADDRESS_LEADS'])('a way in over %s', (limit) => {
  test('says when to come again in the sender’s own dialect, and stores nothing', async () => {
    const owner = await newOwner();
    const { ask, keys } = limitedBy(limit);
    const path = new URL(owner.intakeUrl).pathname;

    const json = await ask(path, { ...form(DANA), headers: { accept: 'application/json' } });
    expect([json.status, json.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await json.json()).toMatchObject({ code: 'too_many_requests', status: 429 });

    const xml = await ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: '<lead><FirstName>Dana</FirstName><Phone>052-1234567</Phone></lead>',
    });
    expect([xml.status, xml.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await xml.text()).toContain('<error code="too_many_requests">');

    const page = await ask(path, form(DANA));
    expect([page.status, page.headers.get('retry-after')]).toEqual([429, '60']);
    const html = await page.text();
    expect(html).toContain('name="FirstName" value="Dana &quot;D&quot; &lt;Levi&gt;"');
    expect(html).toContain('name="Phone" value="052-1234567"');
    expect(html).toContain(`method="post" action="${path}"`);

    const url = await ask(`${path}?Phone=052-1234567`);
    expect([url.status, await url.text()]).toEqual([429, expect.stringContaining('value="052-1234567"')]);

    const leadByte = await ask(path, form({ campid: 'A', sid: '1', returnjson: 'yes', phone1: '052-1234567' }));
    expect([leadByte.status, leadByte.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await leadByte.json()).toMatchObject({ code: -3, leadId: null });

    expect((await tablesOf(owner)).leads).toEqual([]);
    expect(new Set(keys)).toEqual(new Set([limit === 'ADDRESS_LEADS' ? ADDRESS : owner.channelId]));
  });

  test('takes the lead when the limit itself is broken', async () => {
    const owner = await newOwner();
    const { ask } = limitedBy(limit, () => Promise.reject(new Error('away')));
    const taken = await ask(owner.intakeUrl, { ...form(DANA), headers: { accept: 'application/json' } });
    expect([taken.status, (await taken.json<{ status: string }>()).status]).toEqual([200, 'queued']);
  });

  test('FrontTask’s address has the same limit', async () => {
    const owner = await newOwner();
    const legacyId = crypto.randomUUID();
    await call(owner, 'PATCH', `/channels/${owner.channelId}`, { legacyId });
    const { ask } = limitedBy(limit);
    const address = `/CRM/Pages/Utilities/WebToLead.aspx?type=get&SystemID=${legacyId}&Phone=052-1234567`;
    expect((await ask(address)).status).toBe(429);
  });
});

test('a registration page and a form over their limit keep what was typed', async () => {
  const owner = await newOwner();
  const portal = { url: await portalUrl(owner) };
  const internal = { url: await formUrl(owner) };
  for (const { url } of [portal, internal]) {
    for (const limit of ['PAGE_REQUESTS', 'CHANNEL_LEADS']) {
      const response = await limitedBy(limit).ask(url, form({ FirstName: 'Dana', Phone: '052-1234567', Consent: '1' }));
      expect([response.status, response.headers.get('retry-after')], limit).toEqual([429, '60']);
      expect(await response.text()).toContain('value="052-1234567"');
    }
    expect((await limitedBy('PAGE_REQUESTS').ask(url)).status).toBe(429);
    expect((await limitedBy('CHANNEL_LEADS').ask(url)).status).toBe(200);
  }
  expect((await tablesOf(owner)).leads).toEqual([]);
});

test.each([
  ['RECEIPT_READS', '/leads/made-up'],
  ['HEALTH_READS', '/healthz'],
])('%s limits one address', async (limit, path) => {
  const { ask, keys } = limitedBy(limit);
  const response = await ask(path, { headers: { accept: 'application/json' } });
  expect([response.status, response.headers.get('retry-after'), keys]).toEqual([429, '60', [ADDRESS]]);
});

test('wrong keys and tokens of one address are turned away with when to come again; a right one never is', async () => {
  const owner = await newOwner();
  const { ask, keys } = limitedBy('WRONG_KEYS');
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}`, accept: 'application/json' } });
  const wrong = [
    await ask('/api/v1/contacts', bearer('kelet_made_up')),
    await ask('/api/v1/contacts'),
    await ask(`${owner.intakeUrl}?dry_run=1&Phone=052-1234567`, bearer('kelet_made_up')),
    await ask('/setup', { method: 'POST', ...bearer('made-up'), body: '{}' }),
  ];
  for (const response of wrong) {
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await response.json()).toMatchObject({ code: 'too_many_wrong_keys' });
  }
  expect(keys).toEqual(wrong.map(() => ADDRESS));
  expect((await ask('/api/v1/contacts', bearer(owner.apiKey))).status).toBe(200);
});
