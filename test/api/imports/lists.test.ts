import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { ended, importFile, outcomesOf, rowsOf } from '../../support/worker/import-file.ts';
import { call, get, type Json, newOwner, tablesOf } from '../../support/worker/owner.ts';

/**
 * Lists as people have them, with other people in them: `<list>.<ext>`, and in `<list>.expected.json` who is in it, by
 * the rows of the spreadsheet.
 */
const FILES = env.CASES.lists;

interface Expected {
  rows: { row?: number; contact?: Record<string, string>; identities?: string[]; notIdentities?: string[] }[];
  warnings?: string[];
}

const bytesOf = (file: string) => Uint8Array.from(atob(FILES[file] ?? ''), (character) => character.charCodeAt(0));
const lists = Object.keys(FILES).filter((file) => !file.endsWith('.json'));

test.each(lists)('%s is foreseen and imported as its people are', async (file) => {
  const said = JSON.parse(new TextDecoder().decode(bytesOf(file.replace(/\.\w+$/, '.expected.json'))));
  // Where an address book may be refused or read, it is read.
  const { rows: expected, warnings = [] }: Expected = said.anyOf?.find(({ rows }: Json) => rows) ?? said;
  const owner = await newOwner({ language: 'he', country: 'IL' });
  const { status, body } = await importFile(owner, bytesOf(file), {}, file);
  expect(status, JSON.stringify(body)).toBe(201);
  if (file.endsWith('.vcf')) expect(body.format).toBe('vcard');
  const told = body.warnings.map(({ code }: Json) => code);
  expect(told).toEqual(expect.arrayContaining(file.endsWith('.vcf') ? ['vcard_read'] : warnings));
  const before = await rowsOf(owner, body.id);
  expect(outcomesOf(before)).toEqual(expected.map(() => 'created'));

  await call(owner, 'POST', `/imports/${body.id}/start`, { mode: 'skip' });
  await ended(owner, body.id);
  const after = await rowsOf(owner, body.id);
  expect(after.map(({ row, outcome }) => [row, outcome])).toEqual(before.map(({ row, outcome }) => [row, outcome]));
  const { identities } = await tablesOf(owner);
  for (const [at, { row, contact = {}, identities: known, notIdentities = [] }] of expected.entries()) {
    if (row !== undefined) expect(after[at].row).toBe(row);
    const { contactId } = after[at];
    const { body: card } = await get(owner, `/contacts/${contactId}`);
    expect(card).toMatchObject(contact);
    const own = identities
      .filter(({ contactNumber }) => contactNumber === card.number)
      .map(({ kind, value }) => `${kind}:${value}`);
    if (known) expect(own).toEqual(expect.arrayContaining(known));
    for (const other of notIdentities) expect(own).not.toContain(other);
  }
});
