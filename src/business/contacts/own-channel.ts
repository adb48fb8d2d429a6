import { type Channel, channelSchema } from '../../lead/channel/channel.ts';
import { CONTROLS } from '../../lead/fields/field-names.ts';
import { DETAILS } from '../../lead/lead.ts';
import type { DatabaseRecord } from '../../storage/control/databases.ts';
import { customFieldsOf } from '../fields/owned-field.ts';

const EXACT = Object.fromEntries([...DETAILS, ...CONTROLS].map((target) => [target, target]));

/** The id under which contacts that came by no channel are kept. */
export const OWN_CHANNEL = 'api';

/**
 * What reads a contact that comes by no channel, from the API or by hand: everything the database knows, each field by
 * its exact name, no defaults and nothing required.
 */
export async function ownChannel(env: Pick<Env, 'CONTROL'>, database: DatabaseRecord): Promise<Channel> {
  const fields = (await customFieldsOf(env, database.id)).filter(({ scope }) => scope === 'contact');
  const { id: databaseId, country, junk, language } = database;
  return channelSchema.parse({
    id: OWN_CHANNEL,
    databaseId,
    name: '',
    country,
    junk,
    language,
    mapping: { ...EXACT, ...Object.fromEntries(fields.map(({ id }) => [id, id])) },
    customFields: fields.map(({ key, label, type, options }) => ({ key, label, type, options })),
  });
}
