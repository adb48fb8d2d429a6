import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { call, get, type Json, newOwner, type Owner, sendLead } from '../../support/worker/owner.ts';

const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Jerusalem' }).format(Date.now());
const report = async (owner: Owner, query: string): Promise<Json> => {
  const { status, body } = await get(owner, `/reports/leads?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
const NONE = { leads: 0, new: 0, repeats: 0, renewed: 0, duplicates: 0, rejected: 0, quarantined: 0, failed: 0 };

test('leads are counted by channel, marketer, day and status, with what became of them', async () => {
  const owner = await newOwner();
  const [fresh, , customer, declined]: Json[] = (await get(owner, '/statuses')).body.items;
  const other = (await call(owner, 'POST', '/channels', { name: 'Partner' })).body;
  const setStatus = ({ contactId }: Json, statusId: string) =>
    env[owner.shard]
      .prepare('UPDATE contacts SET status_id = ?3 WHERE database_id = ?1 AND number = ?2')
      .bind(owner.databaseId, Number(contactId.split('-')[1]), statusId)
      .run();
  const dana = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567', Aff_Num: 'Rina-FB' });
  await setStatus(dana, declined.id);
  await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567', Remarks: 'again' });
  const tal = await sendLead({ ...owner, intakeUrl: other.intakeUrl }, { Phone: '052-7654321', Aff_Num: '1001' });
  await setStatus(tal, customer.id);
  await sendLead({ ...owner, intakeUrl: other.intakeUrl }, { Phone: '052-7654321', Remarks: 'again', Aff_Num: 'tv' });
  await sendLead({ ...owner, intakeUrl: other.intakeUrl }, { FirstName: 'Nobody', Aff_Num: 'tv' });

  const day = today();
  const byChannel = await report(owner, `by=channel&from=${day}&to=${day}`);
  expect(byChannel).toMatchObject({ by: 'channel', timeZone: 'Asia/Jerusalem', others: null });
  expect(byChannel.items).toEqual([
    {
      ...NONE,
      key: other.id,
      name: 'Partner',
      leads: 3,
      new: 1,
      repeats: 1,
      rejected: 1,
      statuses: [{ statusId: customer.id, status: 'Customer', leads: 2 }],
    },
    {
      ...NONE,
      key: owner.channelId,
      name: 'Website',
      leads: 2,
      new: 1,
      renewed: 1,
      statuses: [{ statusId: fresh.id, status: 'New', leads: 2 }],
    },
  ]);
  expect(byChannel.total).toMatchObject({ leads: 5, new: 2, repeats: 1, renewed: 1, rejected: 1 });

  const lines = async () =>
    (await report(owner, 'by=marketer')).items.map(({ key, name, leads }: Json) => [key, name, leads]);
  expect(await lines()).toEqual(
    [
      ['tv', null, 2],
      ['1001', null, 1],
      ['Rina-FB', null, 1],
      [null, null, 1],
    ].sort((a, b) => Number(b[2]) - Number(a[2]) || (String(a[0] ?? '') < String(b[0] ?? '') ? -1 : 1)),
  );
  await call(owner, 'POST', '/marketers', { name: 'Rina', accountNumber: '1001', references: ['rina-fb'] });
  expect(await lines()).toContainEqual(['1001', 'Rina', 2]);

  const byDay = await report(owner, 'by=day');
  expect(byDay.items).toMatchObject([{ key: day, name: null, leads: 5 }]);
  const byStatus = await report(owner, 'by=status');
  expect(byStatus.items.map(({ key, name, leads }: Json) => [key, name, leads])).toEqual(
    [
      [customer.id, 'Customer', 2],
      [fresh.id, 'New', 2],
      [null, null, 1],
    ].sort((a, b) => Number(b[2]) - Number(a[2]) || (String(a[0] ?? '') < String(b[0] ?? '') ? -1 : 1)),
  );
});

test('only the range asked for is counted, and only this database', async () => {
  const [owner, other] = [await newOwner(), await newOwner()];
  await sendLead(other, { FirstName: 'Dana', Phone: '052-1234567' });
  const lead = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const at = (shift: number) => encodeURIComponent(new Date(Date.parse(lead.receivedAt) + shift).toISOString());
  const count = async (from: string, to: string) => (await report(owner, `by=day&from=${from}&to=${to}`)).total.leads;
  expect(await count(at(0), at(1))).toBe(1);
  expect(await count(at(-5), at(0))).toBe(0);
  expect(await count(at(1), at(5))).toBe(0);
  expect(await count('2020-01-01', '2020-12-31')).toBe(0);
  expect((await report(owner, 'by=channel')).total.leads).toBe(1);
});

test.each([
  ['', 'by'],
  ['by=colour', 'by'],
  ['by=day&from=yesterday', 'from'],
  ['by=day&from=2026-02-30', 'from'],
  ['by=day&from=2026-13-01', 'from'],
  ['by=day&from=9999-12-31', 'from'],
  ['by=day&to=9999-12-31', 'to'],
  ['by=day&to=0001-01-01', 'to'],
  ['by=day&from=2026-11-20T10:00:00', 'from'],
  ['by=day&from=2026-11-20&to=2026-11-19', 'from'],
  ['by=day&from=2026-11-20T10:00:00Z&to=2026-11-20T10:00:00Z', 'from'],
  ['by=day&from=2024-01-01&to=2025-01-01', 'from'],
])('?%s is refused with what to do', async (query, field) => {
  const owner = await newOwner();
  const { status, body } = await get(owner, `/reports/leads?${query}`);
  expect([status, body.field]).toEqual([400, field]);
});

test.each(['IL', 'US', 'BR', 'NZ'])('a leap year is a range in %s', async (country) => {
  const owner = await newOwner({ country });
  await report(owner, 'by=day&from=2024-01-01&to=2024-12-31');
});
