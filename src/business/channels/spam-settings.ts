import { channelSchema, customFieldSchema } from '../../lead/channel/channel.ts';
import type { ChannelSettings } from '../../lead/channel/channel-settings.ts';
import { fieldsOf } from '../../lead/fields/channel-fields.ts';
import { nameKey } from '../../lead/fields/field-names.ts';
import { Refusal } from '../../refusal.ts';
import type { OwnedField } from '../fields/owned-field.ts';

/** Why a channel cannot tell people from programs in this way; undefined when it can. */
export function spamSettingsFault(settings: ChannelSettings, fields: readonly OwnedField[]): Refusal | undefined {
  const { honeypot, turnstileSiteKey, turnstileSecret } = settings;
  if ((turnstileSiteKey === undefined) !== (turnstileSecret === undefined)) return HALF;
  if (honeypot === undefined) return undefined;
  if (nameKey(honeypot) === '') return new Refusal(422, 'not_a_name', 'A name needs letters or digits.', 'honeypot');
  return isUnderstood(honeypot, settings, fields) ? understood(honeypot) : undefined;
}

/** Whether leads of the channel may hold a value under this name. */
function isUnderstood(name: string, settings: ChannelSettings, fields: readonly OwnedField[]): boolean {
  const ofScope = (wanted: OwnedField['scope']) =>
    fields
      .filter(({ scope }) => scope === wanted)
      .map(({ key, label, legacyId }) => customFieldSchema.parse({ key, label, legacyId: legacyId ?? undefined }));
  const own = { id: '', databaseId: '', name: '', customFields: ofScope('contact'), processFields: ofScope('process') };
  return fieldsOf(channelSchema.parse({ ...settings, ...own })).targetOf({ name, value: '' }) !== undefined;
}

const understood = (name: string) =>
  new Refusal(
    422,
    'honeypot_is_a_field',
    `${name} is a field that people fill in on this channel. Choose a name that means nothing here, such as ${name}_confirm.`,
    'honeypot',
  );

const HALF = new Refusal(
  422,
  'turnstile_incomplete',
  'Turnstile needs both turnstileSiteKey and turnstileSecret; Cloudflare shows the two together. To turn it off, send null for both.',
  'turnstileSecret',
);
