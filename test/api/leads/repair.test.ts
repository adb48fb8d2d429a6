import { exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../support/worker/observe.ts';
import { call, get, type Json, newOwner, type Owner, sendLead, tablesOf } from '../../support/worker/owner.ts';

/** Replays a lead with values put right, and waits for what becomes of it. */
async function repair(
  owner: Owner,
  id: string,
  values: Record<string, string | null>,
  more: object = {},
): Promise<Json> {
  const { attempt } = (await get(owner, `/leads/${id}`)).body;
  const { status, body } = await call(owner, 'POST', `/leads/${id}/replay`, { values, ...more });
  expect(status, JSON.stringify(body)).toBe(200);
  return eventually(async () => {
    const lead = (await get(owner, `/leads/${id}`)).body;
    return lead.attempt > attempt && lead;
  });
}

/** Posts a body that is refused, and waits until it is kept. */
async function refused(owner: Owner, body: BodyInit, contentType: string): Promise<Json> {
  const headers = { 'content-type': contentType };
  expect((await exports.default.fetch(owner.intakeUrl, { method: 'POST', body, headers })).status).toBeGreaterThan(399);
  return eventually(async () => (await get(owner, '/leads?status=rejected')).body.items[0]);
}

describe('a lead whose values somebody puts right', () => {
  test('becomes a contact; who did it and what stays with the lead, and the bytes stay as they came', async () => {
    const owner = await newOwner();
    const sent = 'FirstName=Dana&City=Haifa&Budget=7';
    const { id } = await refused(owner, sent, 'application/x-www-form-urlencoded');
    const lead = await repair(owner, id, { Phone: '052-1234567', city: 'Eilat' });
    expect(lead).toMatchObject({
      status: 'created',
      contact: { firstName: 'Dana', city: 'Eilat', phone: '052-1234567' },
    });
    expect(lead.raw.text).toBe(sent);
    expect(lead.fields.unknown).toEqual({ Budget: '7' });
    expect(lead.fields.repair).toEqual({
      by: 'Setup (API)',
      at: expect.stringMatching(/^20/),
      values: { Phone: '052-1234567', city: 'Eilat' },
    });
  });

  test('keeps what was put right before, when it has to be put right once more', async () => {
    const owner = await newOwner();
    await call(owner, 'PATCH', `/channels/${owner.channelId}`, { required: ['City'] });
    const { id } = await refused(owner, 'FirstName=Dana', 'application/x-www-form-urlencoded');
    expect(await repair(owner, id, { Phone: '052-1234567' })).toMatchObject({
      status: 'rejected',
      rejection: { code: 'required_field_missing' },
    });
    const lead = await repair(owner, id, { City: 'Haifa' });
    expect(lead).toMatchObject({ status: 'created', contact: { phone: '052-1234567', city: 'Haifa' } });
  });

  test('loses a value that is taken away, by whatever name it came', async () => {
    const owner = await newOwner();
    const { id } = await refused(
      owner,
      `tel=052-1234567&הערות=${'x'.repeat(1100)}`,
      'application/x-www-form-urlencoded',
    );
    const lead = await repair(owner, id, { Remarks: null });
    expect(lead).toMatchObject({ status: 'created', contact: { phone: '052-1234567', notes: null } });
  });

  test.each([
    ['half an XML document', '<lead><Phone>052-12', 'text/xml'],
    ['half an object', '{"Phone":"052-12', 'application/json'],
    ['a file', new Uint8Array([0x25, 0x50, 0x44, 0x46, 0, 1, 2, 0xff]), 'application/pdf'],
  ])('may be typed anew where nobody could read it: %s', async (_, body, contentType) => {
    const owner = await newOwner();
    const { id } = await refused(owner, body, contentType);
    const lead = await repair(owner, id, { FirstName: 'Dana', Phone: '052-1234567' });
    expect(lead).toMatchObject({ status: 'created', sender: 'repaired', contact: { firstName: 'Dana' } });
    expect((await tablesOf(owner)).contacts).toHaveLength(1);
  });

  test('is one of several in its document, and the others stay as they are', async () => {
    const owner = await newOwner();
    const two = '[{"FirstName":"Dana"},{"FirstName":"Noam","Phone":"054-7654321"}]';
    await exports.default.fetch(owner.intakeUrl, { method: 'POST', body: two });
    const { id } = await eventually(async () => (await get(owner, '/leads?status=rejected')).body.items[0]);
    await repair(owner, id, { Phone: '052-1234567' });
    const { contacts } = await tablesOf(owner);
    expect(contacts.map(({ firstName, phone }) => [firstName, phone]).sort()).toEqual([
      ['Dana', '052-1234567'],
      ['Noam', '054-7654321'],
    ]);
  });

  test('is found by what was put right: a known person is no second contact', async () => {
    const owner = await newOwner();
    await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
    const { id } = await refused(owner, 'FirstName=Dana', 'application/x-www-form-urlencoded');
    expect(await repair(owner, id, { Phone: '+972521234567' })).toMatchObject({ status: 'updated' });
    expect((await tablesOf(owner)).contacts).toHaveLength(1);
  });

  test('stays aside as spam or test until it is released', async () => {
    const owner = await newOwner();
    await call(owner, 'PATCH', `/channels/${owner.channelId}`, { honeypot: 'website_confirm' });
    const { id } = await sendLead(owner, { Phone: '052-1234567', website_confirm: 'x' });
    expect(await repair(owner, id, { FirstName: 'Dana' })).toMatchObject({ status: 'quarantined' });
    expect(await repair(owner, id, {}, { release: true })).toMatchObject({
      status: 'created',
      contact: { firstName: 'Dana' },
    });
  });
});

test.each([
  [{ values: { Phone: 7 } }],
  [{ values: ['Phone'] }],
  [{ values: { Remarks: 'x'.repeat(20_001) } }],
  [{ values: { '': 'x' } }],
])('values that are none are refused: %j', async (body) => {
  const owner = await newOwner();
  const { id } = await refused(owner, 'FirstName=Dana', 'application/x-www-form-urlencoded');
  expect((await call(owner, 'POST', `/leads/${id}/replay`, body)).status).toBe(422);
});
