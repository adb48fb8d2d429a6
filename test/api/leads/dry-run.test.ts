import { exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { call, type Json, newOwner, type Owner, sendLead, tablesOf } from '../../support/worker/owner.ts';

const dryRun = async (owner: Owner, fields: Record<string, string>, { key = owner.apiKey, flag = '1' } = {}) => {
  const response = await exports.default.fetch(`${owner.intakeUrl}?dry_run=${flag}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: new URLSearchParams(fields),
  });
  return { status: response.status, body: (await response.json()) as Json };
};

describe('a dry run', () => {
  test('of a new person says that a contact would be created, how it was read, and writes nothing', async () => {
    const owner = await newOwner();
    const { status, body } = await dryRun(owner, { FirstName: 'Dana', Phone: '052-1234567', Shoe: '42' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      dryRun: true,
      wayIn: 'html-form',
      isAllowed: true,
      leads: [
        {
          status: 'created',
          contactId: null,
          fields: { details: { firstName: 'Dana' }, unknown: { Shoe: '42' } },
          error: null,
        },
      ],
    });
    const { contacts, leads } = await tablesOf(owner);
    expect([contacts, leads]).toEqual([[], []]);
  });

  test('of a known person says who it is, by what, and which fields would change', async () => {
    const owner = await newOwner();
    const { contactId } = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
    const { body } = await dryRun(owner, { Phone: '+972 52 123 4567', City: 'Haifa' });
    expect(body.leads).toMatchObject([
      { status: 'updated', contactId, matchedBy: ['phone'], changes: [{ field: 'city', old: null, new: 'Haifa' }] },
    ]);
    expect((await tablesOf(owner)).contacts).toMatchObject([{ city: null }]);
  });

  test('of what would be refused says why', async () => {
    const owner = await newOwner();
    const { body } = await dryRun(owner, { FirstName: 'Dana' });
    expect(body.leads).toMatchObject([{ status: 'rejected', error: { code: 'no_way_to_contact' } }]);
  });

  test('sees a change of the channel at once', async () => {
    const owner = await newOwner();
    await call(owner, 'PATCH', `/channels/${owner.channelId}`, { mapping: { q1: 'phone' } });
    const { body } = await dryRun(owner, { q1: '052-1234567' });
    expect(body.leads).toMatchObject([{ status: 'created', fields: { details: { phone: '052-1234567' } } }]);
  });

  test('needs a key of the channel’s own database', async () => {
    const [owner, stranger] = [await newOwner(), await newOwner()];
    expect((await dryRun(owner, { Phone: '052-1234567' }, { key: 'made-up' })).status).toBe(401);
    expect((await dryRun(owner, { Phone: '052-1234567' }, { key: stranger.apiKey })).status).toBe(404);
    expect((await tablesOf(owner)).leads).toEqual([]);
  });

  test.each(['1', 'true', 'yes', '', 'please'])('is asked for by dry_run=%j', async (flag) => {
    const owner = await newOwner();
    expect((await dryRun(owner, { Phone: '052-1234567' }, { flag })).body).toMatchObject({ dryRun: true });
  });
});
