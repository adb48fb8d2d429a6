import { PHONE_DETAILS } from '../../lead/identity/identities.ts';
import { accentFault, backgroundFault } from '../../published/colours.ts';
import { type PortalSettings, portalSettingsSchema } from '../../published/portal-settings.ts';
import { Refusal } from '../../refusal.ts';
import { readChannels } from '../../storage/control/channels.ts';
import { NO_SUCH_CHANNEL } from '../channels/no-such-channel.ts';
import { askedField } from './asked-field.ts';

const WAYS_TO_CONTACT: ReadonlySet<string> = new Set([...PHONE_DETAILS, 'email']);

/**
 * A portal's settings, if its page can be read and everything they name is there.
 * @param canSendMail whether this deployment can ask people to confirm.
 */
export async function checkPortalSettings(
  env: Pick<Env, 'CONTROL'>,
  databaseId: string,
  channelId: string,
  wish: Record<string, unknown>,
  canSendMail: boolean,
): Promise<PortalSettings | Refusal> {
  const settings = portalSettingsSchema.parse(wish);
  const accent = accentFault(settings.accent);
  if (accent) return new Refusal(422, 'too_little_contrast', accent, 'accent');
  const background = backgroundFault(settings.background);
  if (background) return new Refusal(422, 'too_little_contrast', background, 'background');

  const channel = (await readChannels(env.CONTROL, databaseId)).find((it) => it.channel.id === channelId)?.channel;
  if (!channel) return NO_SUCH_CHANNEL;
  const custom = new Set(channel.customFields.map(({ key }) => `custom:${key}`));
  const fields = settings.fields.map((written) => askedField(written, custom));
  const unknown = fields.indexOf(undefined);
  if (unknown >= 0) return noField(settings.fields[unknown] ?? '');
  settings.fields = [...new Set(fields.filter((field) => field !== undefined))];

  if (!settings.fields.some((field) => WAYS_TO_CONTACT.has(field))) return NO_CONTACT;
  if (settings.doubleOptIn && !settings.fields.includes('email')) return NO_EMAIL;
  if (settings.doubleOptIn && !canSendMail) return NO_MAIL;
  return settings;
}

const noField = (written: string) =>
  new Refusal(
    422,
    'no_such_field',
    `fields names ${written}, which is no field of a contact. Use a name such as mobile, or a custom field's id such as custom:budget; GET /fields lists them.`,
    'fields',
  );
const NO_CONTACT = new Refusal(
  422,
  'no_way_to_contact',
  'A portal must ask for a phone or an e-mail address, or nobody can be contacted.',
  'fields',
);
const NO_EMAIL = new Refusal(422, 'email_needed', 'To confirm by e-mail a portal must ask for it.', 'fields');
const NO_MAIL = new Refusal(
  409,
  'mail_not_set_up',
  'This deployment cannot send mail yet. Its engineer sets MAIL_FROM, or MAIL_URL for another provider.',
  'doubleOptIn',
);
