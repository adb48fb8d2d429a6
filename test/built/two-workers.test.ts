import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Pair, startPair } from '../support/built/pair.ts';

/** Both Workers as they are built, the intake Worker in front: everything below is asked of it alone. */
let pair: Pair;
beforeAll(async () => {
  pair = await startPair();
});
afterAll(() => pair?.stop());

/** A phone nobody else of this file has. */
let phones = 0;
const newPhone = () => `052-55${String(10_000 + ++phones)}`;

const json = { accept: 'application/json' };
const post = (url: string, fields: Record<string, string>, headers: Record<string, string> = json) =>
  pair.fetch(url, { method: 'POST', headers, body: new URLSearchParams(fields), redirect: 'manual' });

describe('through the intake Worker', () => {
  test('a form becomes a contact in the database of the whole Worker', async () => {
    const { intakeUrl } = pair.business;
    const phone = newPhone();
    const response = await post(intakeUrl, { FirstName: 'Dana', LastName: 'Levi', Phone: phone });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'queued' });
    expect(await pair.contactBy(phone)).toMatchObject({ firstName: 'Dana', lastName: 'Levi', phone });
  });

  test('an Idempotency-Key is honoured, by objects that live in the whole Worker', async () => {
    const { intakeUrl } = pair.business;
    const send = () => post(intakeUrl, { Phone: '052-5512345' }, { ...json, 'idempotency-key': 'once' });
    const ids = [await (await send()).json(), await (await send()).json()].map((it) => (it as { id: string }).id);
    expect(ids[0]).toBe(ids[1]);
  });

  test('a receipt, the API, its page and what does not exist are answered by the whole Worker', async () => {
    const { intakeUrl } = pair.business;
    const given = (await (await post(intakeUrl, { Phone: newPhone() })).json()) as { url: string };
    expect(await (await pair.fetch(given.url)).json()).toHaveProperty('status');
    expect((await pair.api('GET', '/channels')).items).toHaveLength(1);
    expect((await pair.fetch('/api/v1/contacts')).status).toBe(401);
    expect((await pair.fetch('/api/docs')).status).toBe(200);
    expect(await (await pair.fetch('/healthz')).json()).toHaveProperty('unprocessed');
    const nowhere = await pair.fetch('/nowhere', { headers: json });
    expect([nowhere.status, await nowhere.json()]).toMatchObject([404, { code: 'nothing_here' }]);
  });

  test('pages load the font and the icon', async () => {
    const page = await (await pair.fetch(pair.business.intakeUrl)).text();
    const [font = ''] = /\/assets\/[^)"]*\.woff2/.exec(page) ?? [];
    const response = await pair.fetch(font);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'font/woff2']);
    expect((await pair.fetch('/assets/kelet.svg')).status).toBe(200);
  });

  test('a dry run tells what would happen, and writes nothing', async () => {
    const phone = newPhone();
    const url = `${pair.business.intakeUrl}?dry_run=1`;
    expect((await post(url, { Phone: phone })).status).toBe(401);
    const authorization = `Bearer ${pair.business.apiKey}`;
    const answer = await (await post(url, { FirstName: 'Noam', Phone: phone }, { authorization })).json();
    expect(answer).toMatchObject({ dryRun: true, leads: [{ status: 'created' }] });
    expect((await pair.api('GET', `/contacts?phone=${phone}`)).items).toEqual([]);
  });

  test('FrontTask’s address finds the channel by its legacy id, from KV and from what is stored', async () => {
    const channel = await pair.api('POST', '/channels', { name: 'Old site', legacyId: 'old-4711' });
    expect(channel.legacyId).toBe('old-4711');
    const send = (phone: string) =>
      pair.fetch(`/Pages/Utilities/WebToLead.aspx?type=get&SystemID=OLD-4711&FirstName=Dana&Phone=${phone}`);
    const [published, stored] = [newPhone(), newPhone()];
    expect((await send(published)).status).toBe(200);
    await pair.forgetPublished('legacy:old-4711');
    expect((await send(stored)).status).toBe(200);
    expect(await pair.contactBy(published)).toMatchObject({ firstName: 'Dana' });
    expect(await pair.contactBy(stored)).toMatchObject({ firstName: 'Dana' });
  });

  test('a portal takes a registration', async () => {
    const { id: channelId } = (await pair.api('GET', '/channels')).items[0] as { id: string };
    const wish = { name: 'Open day', channelId, title: 'Or Studio', fields: ['firstName', 'mobile'] };
    const { url } = (await pair.api('POST', '/portals', wish)) as unknown as { url: string };
    const page = await (await pair.fetch(url)).text();
    const token = /name="KeletPage" value="([^"]*)"/.exec(page)?.[1] ?? '';
    const phone = newPhone();
    expect((await post(url, { KeletPage: token, FirstName: 'Dana', MobilePhone: phone }, {})).status).toBe(200);
    expect(await pair.contactBy(phone)).toMatchObject({ firstName: 'Dana' });
  });

  test('an internal form writes at once, knows who is known, and is closed the moment it is revoked', async () => {
    const { id: channelId } = (await pair.api('GET', '/channels')).items[0] as { id: string };
    const form = await pair.api('POST', '/forms', { name: 'Call centre', channelId });
    const url = form.url as unknown as string;
    const phone = newPhone();
    const written = await post(url, { FirstName: 'Dana', MobilePhone: phone }, {});
    expect(await written.text()).toContain('a new card was opened');
    const asked = await (await post(url, { MobilePhone: phone, KeletStep: 'check' }, {})).text();
    expect(asked).toContain(`052-•••-••${phone.slice(-2)}`);
    await pair.api('DELETE', `/forms/${form.id}`);
    expect((await pair.fetch(url)).status).toBe(410);
  });

  test('a mail becomes a contact, and one to nobody is bounced', async () => {
    const { key } = await pair.api('POST', '/channels', { name: 'Mailbox', waysIn: ['mail'] });
    const phone = newPhone();
    const mail = (to: string) =>
      pair.mail(to, ['Name: Noa Barak', `Phone: ${phone}`, 'Message: Please call'].join('\r\n'));
    expect(await mail(`${key}@leads.example.com`)).toBe('taken');
    expect(await pair.contactBy(phone)).toMatchObject({ firstName: 'Noa' });
    expect(await mail('nobody@leads.example.com')).toBe('bounced');
  });
});

describe('with the whole Worker away', () => {
  test('leads are taken, what needs it says to come again, and nothing is lost', async () => {
    const phone = newPhone();
    const { intakeUrl } = pair.business;
    const alone = await pair.startAlone();
    try {
      const taken = await alone.fetch(intakeUrl, {
        method: 'POST',
        headers: json,
        body: new URLSearchParams({ FirstName: 'Dana', Phone: phone }),
      });
      expect([taken.status, await taken.json()]).toMatchObject([200, { status: 'queued' }]);
      const help = await alone.fetch(intakeUrl);
      expect(help.status).toBe(200);
      // What stands for the absent Worker here answers; test/ways-in/intake.test.ts has one that does not.
      expect((await alone.fetch('/api/v1/channels', { headers: json })).status).toBeGreaterThanOrEqual(500);
      const legacy = await alone.fetch(`/Pages/Utilities/WebToLead.aspx?type=get&SystemID=old-4711&Phone=${phone}`);
      expect([legacy.status, legacy.headers.get('retry-after')]).toEqual([503, '30']);
    } finally {
      await alone.stop();
    }
  });
});
