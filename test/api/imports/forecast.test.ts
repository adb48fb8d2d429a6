import { expect, test } from 'vitest';
import { csv, ended, importFile, rowsOf } from '../../support/worker/import-file.ts';
import { call, type Json, newOwner, putLead } from '../../support/worker/owner.ts';

/** Numbers that look random and are the same each time. */
function seeded(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
}

const PHONES = ['052-1234567', '054-7654321', '03-6123456', '0500000000'];
const EMAILS = ['dana@example.com', 'noam@example.com', 'test@test.com'];
const IDS = ['203745823', '111111118', '123456789'];

/** One of few people's details, so that they overlap in every way. */
function somebody(pick: (below: number) => number) {
  const some = (values: string[]) => (pick(2) ? (values[pick(values.length)] ?? '') : '');
  return [some(['Dana', 'Noam', 'Tal']), some(PHONES), some(EMAILS), some(IDS), some(['Haifa', 'Jaffa'])];
}
const HEADER = ['FirstName', 'Phone', 'Email', 'IdNumber', 'City'];

test.each([
  ['skip', 11],
  ['complete', 23],
  ['reset', 37],
])('what is foreseen is what then happens, row by row, in mode %s', async (mode, seed) => {
  const pick = seeded(seed);
  for (let file = 0; file < 12; file++) {
    const owner = await newOwner();
    for (let known = pick(4); known > 0; known--) {
      const details = Object.fromEntries(HEADER.map((name, at) => [name, somebody(pick)[at] ?? '']));
      await putLead(owner, { ...details, Phone: details.Phone || '02-5123456' });
    }
    const people = Array.from({ length: 3 + pick(10) }, () => somebody(pick));
    const content = csv(HEADER, ...people, ['last', '', '', '', '']);
    const { body } = await importFile(owner, content);
    const { body: ready } = await call(owner, 'PATCH', `/imports/${body.id}`, { mode });
    const before = await rowsOf(owner, body.id);
    await call(owner, 'POST', `/imports/${body.id}/start`);
    const done = await ended(owner, body.id);
    const after = await rowsOf(owner, body.id);

    const told = `${mode} ${seed} ${file}\n${content}`;
    const outcomes = (rows: Json[]) => rows.map(({ row, outcome, reason }) => [row, outcome, reason?.code]);
    expect(outcomes(after), told).toEqual(outcomes(before));
    const { isComplete, ...counts } = ready.forecast;
    expect([isComplete, done], told).toMatchObject([true, counts]);
    const byRow = new Map(after.map((row) => [row.row, row.contactId]));
    for (const [at, { row, outcome, contactId, sameAsRow }] of before.entries()) {
      if (contactId) expect(byRow.get(row), told).toBe(contactId);
      if (sameAsRow) {
        expect(sameAsRow).toBeLessThan(row);
        expect(byRow.get(row), told).toBe(byRow.get(sameAsRow));
      }
      if (outcome === 'created') expect(after.slice(0, at).map((it) => it.contactId)).not.toContain(byRow.get(row));
    }
  }
});
