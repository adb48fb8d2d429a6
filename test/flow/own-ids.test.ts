import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { publishChannels } from '../../src/published/publish.ts';
import { assignIds } from '../../src/ways-in/accept/assign-ids.ts';
import { newBusiness } from '../support/worker/business.ts';
import { afterLeads, contentOf, eventually, writtenLead } from '../support/worker/observe.ts';
import { call, get, newOwner } from '../support/worker/owner.ts';
import { post } from '../support/worker/send.ts';

type Sent = Parameters<typeof post>[0];

const sendJson = async (business: Sent, body: unknown, headers: Record<string, string> = {}) => {
  const type = { 'content-type': 'application/json', ...headers };
  const response = await post(business, JSON.stringify(body), type);
  expect(response.status).toBe(200);
  return response.json<{ id: string; warnings: { code: string }[] }>();
};

const codes = ({ warnings }: { warnings: { code: string }[] | null }) => (warnings ?? []).map(({ code }) => code);
const DANA = { FirstName: 'Dana', Phone: '052-1234567' };
const NOA = { FirstName: 'Noa', Phone: '052-7654321' };
/** Nothing here is a double submit. */
const apart = () => newBusiness({ channel: { doubleSubmitSeconds: 0 } });

/** An entry of a form plug-in on somebody's site, which numbers its answers. */
const entry = (phone: string, more: Record<string, string> = {}) =>
  new URLSearchParams({
    form_id: '1',
    id: '5001',
    is_starred: '0',
    date_created: '2026-11-20 10:00:00',
    ip: '192.0.2.7',
    1: 'Somebody',
    2: phone,
    ...more,
  }).toString();

const sendForm = async (business: Sent, body: string) => {
  const type = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const response = await post(business, body, type);
  expect(response.status).toBe(200);
  return response.json<{ id: string; warnings: { code: string }[] }>();
};

describe('a sender’s own id', () => {
  test('that a stranger used first swallows nobody: the customer’s lead is one of its own, and says so', async () => {
    const business = await apart();
    const stranger = await sendForm(business, entry('054-9876543'));
    const customer = await sendForm(business, entry('052-1234567'));
    expect(customer.id).not.toBe(stranger.id);
    expect([codes(stranger), codes(customer)]).toEqual([[], ['lead_id_reused']]);
    expect(codes(await writtenLead(business, customer.id))).toEqual(['lead_id_reused']);
    // Sent again, each is known.
    expect((await sendForm(business, entry('052-1234567'))).id).toBe(customer.id);
    expect((await sendForm(business, entry('054-9876543'))).id).toBe(stranger.id);
    const { leads, contacts } = await afterLeads(business, 2);
    expect([leads.length, contacts.length]).toEqual([2, 2]);
  });

  test('counts for each site by itself', async () => {
    const business = await apart();
    const of = (site: string, phone: string) =>
      sendForm(business, entry(phone, { source_url: `https://${site}.example.com/contact` }));
    const answers = [await of('shop', '052-1234567'), await of('blog', '052-7654321')];
    expect(answers.map(codes)).toEqual([[], []]);
    expect((await afterLeads(business, 2)).contacts).toHaveLength(2);
  });

  test.each([
    ['leadUUID', { leadUUID: '5f0c8c1e-7a51-4c1e-9b1f-0a1b2c3d4e5f' }, {}],
    ['event_id', { event_id: '01HZX4N9J3' }, {}],
    ['the header webhook-id', {}, { 'webhook-id': 'msg_2KWPBgLl' }],
    ['the header svix-id', {}, { 'svix-id': 'msg_2KWPBgLl' }],
  ])('by %s: the same words get the first receipt, other words are another lead', async (_, own, headers) => {
    const business = await apart();
    const first = await sendJson(business, { ...DANA, ...own, attempt: 1, sent_at: '2026-11-20T10:00:00Z' }, headers);
    const again = await sendJson(business, { sent_at: '2026-11-20T10:05:00Z', ...own, attempt: 2, ...DANA }, headers);
    const other = await sendJson(business, { ...NOA, ...own, attempt: 1 }, headers);
    expect(again.id).toBe(first.id);
    expect([codes(again), codes(other)]).toEqual([[], ['lead_id_reused']]);
    await writtenLead(business, other.id);
    const { leads, contacts, tasks } = await afterLeads(business, 2);
    expect([leads.length, contacts.length, tasks.length]).toEqual([2, 2, 2]);
  });

  test('of a provider whose key the channel has counts no otherwise', async () => {
    const owner = await newOwner();
    await call(owner, 'PATCH', `/channels/${owner.channelId}`, { googleKey: 'k', doubleSubmitSeconds: 0 });
    const google = (email: string) => ({
      lead_id: 'Cj0KCQ-7',
      google_key: 'k',
      user_column_data: [{ column_id: 'EMAIL', string_value: email }],
    });
    const [first, again, other] = [
      await sendJson(owner, google('dana@example.com')),
      await sendJson(owner, google('dana@example.com')),
      await sendJson(owner, google('noa@example.com')),
    ];
    expect([again.id === first.id, other.id === first.id, codes(other)]).toEqual([true, false, ['lead_id_reused']]);
  });

  test('used again says so also on a lead that is read later', async () => {
    const business = await newBusiness({ channel: { doubleSubmitSeconds: 0 }, publish: false });
    await sendJson(business, { ...DANA, lead_id: '8817' });
    const { id } = await sendJson(business, { ...NOA, lead_id: '8817' });
    expect(codes(await writtenLead(business, id))).toEqual(['lead_id_reused']);
  });

  test('used again says so still when the lead is repaired and put through again', async () => {
    const owner = await newOwner();
    const channel = `/channels/${owner.channelId}`;
    await call(owner, 'PATCH', channel, { required: ['city'], doubleSubmitSeconds: 0 });
    const refuse = async (fields: Record<string, string>) => {
      const json = { 'content-type': 'application/json' };
      const response = await post(owner, JSON.stringify({ ...fields, lead_id: '8817' }), json);
      expect(response.status).toBe(422);
      return (await response.json<{ id: string }>()).id;
    };
    await sendJson(owner, { ...DANA, City: 'Haifa', lead_id: '8817' });
    const id = await refuse(NOA);
    const kept = (attempt: number) =>
      eventually(async () => {
        const { body } = await get(owner, `/leads/${id}`);
        return body.attempt === attempt && body;
      });
    expect(codes(await kept(1))).toEqual(['lead_id_reused']);
    await call(owner, 'POST', `/leads/${id}/replay`, { values: { city: 'Haifa' } });
    const replayed = await kept(2);
    expect([replayed.status, codes(replayed)]).toEqual(['created', ['lead_id_reused']]);
  });

  test('of a lead that was refused does not stand in the way once the channel takes it', async () => {
    const owner = await newOwner();
    const channel = `/channels/${owner.channelId}`;
    await call(owner, 'PATCH', channel, { required: ['city'], doubleSubmitSeconds: 0 });
    const refused = await post(owner, JSON.stringify({ ...DANA, lead_id: '8817' }), {
      'content-type': 'application/json',
    });
    expect(refused.status).toBe(422);
    await call(owner, 'PATCH', channel, { required: [] });
    const taken = await sendJson(owner, { ...DANA, lead_id: '8817' });
    expect(taken.id).not.toBe((await refused.json<{ id: string }>()).id);
    expect((await sendJson(owner, { ...DANA, lead_id: '8817' })).id).toBe(taken.id);
  });
});

test('the message’s id names each lead of a list: none is said to be reused, and each is known again', async () => {
  const business = await apart();
  const list = [DANA, NOA];
  const send = async () => {
    const type = { 'content-type': 'application/json', 'webhook-id': 'msg_list' };
    const response = await post(business, JSON.stringify(list), type);
    return (await response.json<{ leads: { id: string; warnings: { code: string }[] }[] }>()).leads;
  };
  const [first, again] = [await send(), await send()];
  expect(first.map(codes)).toEqual([[], []]);
  expect(again.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
  expect((await afterLeads(business, 2)).contacts).toHaveLength(2);
});

test.each([
  ['an hour', 'are the same lead', 3_600_000, true],
  ['two weeks', 'are another', 14 * 86_400_000, false],
])('a page’s constant id and the same words %s later %s', async (_when, _which, later, isSame) => {
  const [channelId, databaseId] = ['db_own0ids_ch', 'db_own0ids'];
  const at = Date.parse('2026-11-01T10:00:00Z');
  const naming = { channelId, databaseId, idempotencyKey: undefined, doubleSubmitWindow: 0 };
  const name = { id: `own of ${later}`, words: 'w', comesAgain: false };
  const assign = async (receivedAt: number) =>
    (await assignIds(env, { ...naming, receivedAt }, [{ rejection: null, quarantine: null }], ['p'], [name]))?.[0];
  const [first, second] = [await assign(at), await assign(at + later)];
  expect(second?.id === first?.id).toBe(isSame);
  expect(second?.isReused ?? false).toBe(false);
});

test('a lead that comes again once the edge knows its channel’s settings is the same lead', async () => {
  const settings = { doubleSubmitSeconds: 0, mapping: { f7: 'mobile' }, required: ['mobile'] };
  const business = await newBusiness({ channel: settings, publish: false });
  const body = { ...DANA, f7: '052-1234568', lead_id: '8817' };
  const first = await sendJson(business, body);
  await writtenLead(business, first.id);
  await publishChannels(env, business.databaseId, Date.now());
  const again = await sendJson(business, body);
  expect([again.id, codes(again)]).toEqual([first.id, []]);
  const { leads, tasks } = await contentOf(business);
  expect([leads.length, tasks.length]).toEqual([1, 1]);
});

test('a form under its page’s id that was too fast once is taken when its person takes the time', async () => {
  const business = await newBusiness({ channel: { minSeconds: 3, doubleSubmitSeconds: 0 } });
  const fill = (milliseconds: number) =>
    sendForm(business, `lead_id=8817&FirstName=Dana&Phone=052-1234567&KeletOnPage=${milliseconds}`);
  const [hasty, calm, again] = [await fill(900), await fill(9000), await fill(9100)];
  expect((await writtenLead(business, hasty.id)).status).toBe('quarantined');
  expect((await writtenLead(business, calm.id)).status).toBe('created');
  expect([calm.id === hasty.id, again.id, codes(calm)]).toEqual([false, calm.id, []]);
});

test('a lead that its sender sends several times at once is one lead', async () => {
  const business = await apart();
  const answers = await Promise.all(
    [1, 2, 3].map((attempt) => sendJson(business, { ...DANA, lead_id: '8817', attempt })),
  );
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  await writtenLead(business, answers[0]?.id ?? '');

  expect((await contentOf(business)).leads).toHaveLength(1);
});
