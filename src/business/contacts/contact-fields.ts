import type { CardWish } from '../../contacts/commands/command.ts';
import type { Channel } from '../../lead/channel/channel.ts';
import { composeLead } from '../../lead/compose.ts';
import type { CustomValue, Detail, Lead } from '../../lead/lead.ts';
import type { Pair } from '../../lead/submission.ts';
import { Refusal } from '../../refusal.ts';

/** What somebody says of a contact: null is an empty field, absent is nothing said. */
export interface ContactFields {
  details: { [F in Detail]?: string | null | undefined };
  mailingList?: boolean | null | undefined;
  contactTypes?: string[] | null | undefined;
  custom?: Record<string, CustomValue | null> | undefined;
  marketer?: string | null | undefined;
}

/**
 * The fields as a lead: cleaned, typed and warned about as every lead's are.
 * @param channel the database's own, which maps each field by its exact name (`ownChannel`).
 */
export function leadOfFields(fields: ContactFields, channel: Channel): Lead | Refusal {
  const { details, mailingList, contactTypes, custom = {}, marketer } = fields;
  const unknown = Object.keys(custom).find(
    (key) => custom[key] !== null && !channel.customFields.some((field) => field.key === key),
  );
  if (unknown !== undefined) return noSuchField(unknown);
  const pairs: Pair[] = Object.entries(details).flatMap(([name, value]) => pairsOf(name, value));
  pairs.push(...pairsOf('mailingList', mailingList), ...pairsOf('contactTypes', contactTypes));
  pairs.push(...pairsOf('marketer', marketer));
  for (const [key, value] of Object.entries(custom)) pairs.push(...pairsOf(`custom:${key}`, value));
  return composeLead({ pairs, sender: 'api', warnings: [] }, channel, 'api').lead;
}

/** The fields as changes of a card: what was named and holds nothing is emptied. */
export function wishOfFields(fields: ContactFields, channel: Channel): CardWish | Refusal {
  const lead = leadOfFields(fields, channel);
  if (lead instanceof Refusal) return lead;
  const wish: CardWish = { fields: {}, custom: {} };
  for (const [name, value] of Object.entries(fields.details)) {
    if (value !== undefined) wish.fields[name as Detail] = lead.details[name as Detail] ?? null;
  }
  if (fields.mailingList !== undefined) wish.fields.mailingList = fields.mailingList;
  if (fields.contactTypes !== undefined) wish.fields.contactTypes = lead.contactTypes.length ? lead.contactTypes : null;
  if (fields.marketer !== undefined) wish.marketer = lead.marketer ?? null;
  for (const key of Object.keys(fields.custom ?? {})) wish.custom[key] = lead.custom[key] ?? null;
  return wish;
}

function pairsOf(name: string, value: CustomValue | null | undefined): Pair[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'boolean') return [{ name, value: value ? '1' : '0' }];
  const values = Array.isArray(value) ? value : [String(value)];
  return values.map((one) => ({ name, value: one }));
}

const noSuchField = (key: string) =>
  new Refusal(422, 'no_such_field', `There is no custom field ${key}; GET /fields lists them.`, `custom.${key}`);
