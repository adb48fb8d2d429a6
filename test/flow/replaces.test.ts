import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { channelEntry } from '../../src/published/entries.ts';
import { findChannelById, publishedChannels } from '../../src/published/find-channel.ts';
import { newBusiness } from '../support/worker/business.ts';
import { afterLeads, eventually, writtenLead } from '../support/worker/observe.ts';
import { call, get, type Json, newOwner, tablesOf } from '../support/worker/owner.ts';
import { postForm } from '../support/worker/send.ts';

type Owner = Awaited<ReturnType<typeof newOwner>>;

const DANA = { FirstName: 'Dana', Phone: '052-1234567', City: 'Haifa' };
const REPLACING = { FirstName: 'Mallory', Phone: '052-1234567', Email: 'm@example.com', UpdateExistingDetails: '1' };
const codes = (warnings: { code: string }[] | null) => (warnings ?? []).map(({ code }) => code);

/** Dana is a customer; then somebody sends this. */
async function cardAfter(owner: Owner, fields: Record<string, string>) {
  await postForm(owner, DANA);
  await cards(owner, 1);
  const { answer } = await postForm(owner, fields);
  const { contacts } = await cards(owner, 2);
  return { card: contacts[0] as Json, warnings: codes(answer.warnings), id: answer.id };
}

async function cards(owner: Owner, leads: number) {
  for (;;) {
    const tables = await tablesOf(owner);
    if (tables.leads.length >= leads) return tables;
    await scheduler.wait(25);
  }
}

describe('a lead that asks to replace what stands on a card', () => {
  test('on a new channel completes it, and says so', async () => {
    const owner = await newOwner();
    expect((await get(owner, `/channels/${owner.channelId}`)).body.replaces).toBe(false);
    const { card, warnings, id } = await cardAfter(owner, REPLACING);
    expect(card).toMatchObject({ firstName: 'Dana', city: 'Haifa', email: 'm@example.com' });
    expect(warnings).toEqual(['replace_not_allowed']);
    expect(codes((await get(owner, `/leads/${id}`)).body.warnings)).toEqual(['replace_not_allowed']);
  });

  test('says so also when nobody was known, so that nobody learns who is', async () => {
    const owner = await newOwner();
    const { answer } = await postForm(owner, REPLACING);
    expect(codes(answer.warnings)).toEqual(['replace_not_allowed']);
  });

  test('replaces where the owner lets it', async () => {
    const owner = await newOwner();
    const patched = await call(owner, 'PATCH', `/channels/${owner.channelId}`, { replaces: true });
    expect(patched.body.replaces).toBe(true);
    const { card, warnings } = await cardAfter(owner, REPLACING);
    expect([card.firstName, warnings]).toEqual(['Mallory', []]);
  });

  test('needs the setting also by a constant of the channel', async () => {
    const owner = await newOwner();
    const constants = { updateExistingDetails: '1' };
    await call(owner, 'PATCH', `/channels/${owner.channelId}`, { constants });
    const { card } = await cardAfter(owner, { FirstName: 'Mallory', Phone: '052-1234567' });
    expect(card.firstName).toBe('Dana');
  });

  test('by an API key replaces on every channel', async () => {
    const owner = await newOwner();
    await postForm(owner, DANA);
    await cards(owner, 1);
    const { body } = await call(owner, 'POST', '/leads?wait=1', REPLACING);
    expect([body.contact.firstName, codes(body.warnings)]).toEqual(['Mallory', []]);
  });

  test('that the edge read without knowing its channel goes by the channel as it is', async () => {
    const business = await newBusiness({ publish: false });
    await writtenLead(business, (await postForm(business, DANA)).answer.id);
    const { id } = (await postForm(business, REPLACING)).answer;
    expect(codes((await writtenLead(business, id)).warnings)).toEqual(['replace_not_allowed']);
    expect((await afterLeads(business, 2)).contacts).toMatchObject([{ firstName: 'Dana' }]);
  });
});

describe('the setting', () => {
  test('is on for a channel with a legacy id, unless it is said otherwise', async () => {
    const owner = await newOwner();
    const open = async (wish: Json) => (await call(owner, 'POST', '/channels', { name: 'Old site', ...wish })).body;
    const old = await open({ legacyId: `old-${owner.channelId}` });
    expect(old.replaces).toBe(true);
    expect((await open({ legacyId: `older-${owner.channelId}`, replaces: false })).replaces).toBe(false);
    const { body } = await call(owner, 'PATCH', `/channels/${old.id}`, { legacyId: null });
    expect(body.replaces).toBe(false);
  });

  test('is on for channels that are older than it, at the edge too', async () => {
    const business = await newBusiness();
    const entry = await env.CHANNELS.get<Json>(channelEntry(business.channelId), 'json');
    const { replaces, ...older } = entry ?? {};
    expect(replaces).toBe(false);
    await env.CHANNELS.put(channelEntry(business.channelId), JSON.stringify(older));
    publishedChannels.shelf.forget(business.channelId);
    const found = await findChannelById(env, business.channelId, Date.now());
    expect(found).toMatchObject({ isKnown: true, channel: { replaces: true } });
  });

  test('is turned on by the migration for every channel there is', async () => {
    const { channelId } = await newBusiness();
    const [migration] = env.MIGRATIONS.control.filter(({ name }) => name.endsWith('replaces.sql'));
    for (const query of migration?.queries ?? []) await env.CONTROL.prepare(query).run();
    const row = await env.CONTROL.prepare('SELECT settings FROM channels WHERE id = ?1').bind(channelId).first<Json>();
    expect(JSON.parse(row?.settings).replaces).toBe(true);
  });

  test('by an API key keeps that leave when it is repaired and read again', async () => {
    const owner = await newOwner();
    await postForm(owner, DANA);
    await cards(owner, 1);
    const { Phone, ...without } = REPLACING;
    const sent = { ...without, Email: '', channelId: owner.channelId };
    const { status, body } = await call(owner, 'POST', '/leads?wait=1', sent);
    expect([status, body.code]).toEqual([422, 'no_way_to_contact']);
    await eventually(async () => (await get(owner, `/leads/${body.leadId}`)).status === 200);
    await call(owner, 'POST', `/leads/${body.leadId}/replay`, { values: { Phone } });
    const lead = await eventually(async () => {
      const one = (await get(owner, `/leads/${body.leadId}`)).body;
      return one.attempt === 2 && one;
    });
    expect(lead).toMatchObject({ contact: { firstName: 'Mallory' }, fields: { unknown: {} } });
    expect(codes(lead.warnings)).toEqual([]);
  });
});
