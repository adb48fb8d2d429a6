import { linkKey, newLinkId } from '../../ids/link-key.ts';
import { canonicalTarget, nameKey } from '../../lead/fields/field-names.ts';
import { PHONE_DETAILS } from '../../lead/identity/identities.ts';
import { DETAILS } from '../../lead/lead.ts';
import { accentFault, backgroundFault } from '../../published/colours.ts';
import { portalOf, publishPortal, unpublishPortal } from '../../published/portal.ts';
import { type Portal, type PortalSettings, portalSettingsSchema } from '../../published/portal-settings.ts';
import { notFound, Refusal } from '../../refusal.ts';
import { readChannels } from '../../storage/control/channels.ts';
import {
  deletePortal,
  insertPortal,
  type PortalRecord,
  readPortals,
  readVersionedPortal,
  updatePortal,
} from '../../storage/control/portals.ts';
import { compareAndSet, OVERTAKEN } from '../compare-and-set.ts';
import { NO_CHANNEL } from '../forms/forms.ts';

type PortalEnv = Pick<Env, 'CONTROL' | 'CHANNELS' | 'KELET_SECRET'>;

/** A portal as its owner sees it. */
export interface OwnedPortal {
  portal: Portal;
  /** What the public gets: `/portal/{key}`. */
  key: string;
  createdAt: number;
}

/** What is wanted of a portal; undefined leaves as it is. */
export type PortalWish = { [K in keyof PortalSettings]?: PortalSettings[K] | undefined } & {
  name?: string | undefined;
  channelId?: string | undefined;
};

const MOST_PORTALS = 300;

/** The portals of a database, oldest first. */
export async function listPortals(env: PortalEnv, databaseId: string): Promise<OwnedPortal[]> {
  return Promise.all((await readPortals(env.CONTROL, databaseId)).map((record) => owned(env, record)));
}

export async function findPortal(env: PortalEnv, databaseId: string, id: string): Promise<OwnedPortal | Refusal> {
  return (await listPortals(env, databaseId)).find(({ portal }) => portal.id === id) ?? notFound('portal');
}

/**
 * Opens a registration page. `now` in milliseconds since 1970.
 * @param canSendMail whether this deployment can ask people to confirm.
 */
export async function addPortal(
  env: PortalEnv,
  databaseId: string,
  { name, channelId, ...wish }: PortalWish & { name: string; channelId: string; title: string },
  canSendMail: boolean,
  now: number,
): Promise<OwnedPortal | Refusal> {
  if ((await readPortals(env.CONTROL, databaseId)).length >= MOST_PORTALS) {
    return new Refusal(409, 'too_many', `A database has at most ${MOST_PORTALS} portals.`);
  }
  const settings = await checked(env, databaseId, channelId, { ...wish }, canSendMail);
  if (settings instanceof Refusal) return settings;
  const record: PortalRecord = { id: newLinkId(databaseId), databaseId, name, channelId, settings, createdAt: now };
  await insertPortal(env.CONTROL, record);
  await publishPortal(env, record);
  return owned(env, record);
}

/** Changes a portal; the edge follows within a minute. */
export async function changePortal(
  env: PortalEnv,
  databaseId: string,
  id: string,
  { name, channelId, ...wish }: PortalWish,
  canSendMail: boolean,
): Promise<OwnedPortal | Refusal> {
  const wanted = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
  const record = await compareAndSet(async () => {
    const standing = await readVersionedPortal(env.CONTROL, databaseId, id);
    if (!standing) return notFound('portal');
    const { record } = standing;
    const channel = channelId ?? record.channelId;
    const settings = await checked(env, databaseId, channel, { ...record.settings, ...wanted }, canSendMail);
    if (settings instanceof Refusal) return settings;
    const changed = { ...record, name: name ?? record.name, channelId: channel, settings };
    return (await updatePortal(env.CONTROL, standing, changed)) ? changed : OVERTAKEN;
  });
  if (record instanceof Refusal) return record;
  await publishStanding(env, databaseId, id);
  return owned(env, record);
}

/** Tells the edge what the portal is, and looks again: of two changes at once the earlier may be published last. */
async function publishStanding(env: PortalEnv, databaseId: string, id: string): Promise<void> {
  let published = '';
  for (let rounds = 0; rounds < 5; rounds++) {
    const standing = await readVersionedPortal(env.CONTROL, databaseId, id);
    if (!standing) return unpublishPortal(env, id);
    if (JSON.stringify(standing) === published) return;
    await publishPortal(env, standing.record);
    published = JSON.stringify(standing);
  }
}

/** Closes a portal: its address answers 404 from then on. What came by it stays. */
export async function removePortal(env: PortalEnv, databaseId: string, id: string): Promise<Refusal | undefined> {
  const found = await findPortal(env, databaseId, id);
  if (found instanceof Refusal) return found;
  await deletePortal(env.CONTROL, databaseId, id);
  await unpublishPortal(env, id);
  return undefined;
}

const owned = async ({ KELET_SECRET }: PortalEnv, record: PortalRecord): Promise<OwnedPortal> => ({
  portal: portalOf(record),
  key: await linkKey(KELET_SECRET, 'portal', record.id),
  createdAt: record.createdAt,
});

async function checked(
  env: PortalEnv,
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
  if (!channel) return NO_CHANNEL;
  const custom = new Set(channel.customFields.map(({ key }) => `custom:${key}`));
  const fields = settings.fields.map((written) => askedTarget(written, custom));
  const unknown = fields.indexOf(undefined);
  if (unknown >= 0) return noField(settings.fields[unknown] ?? '');
  settings.fields = [...new Set(fields.filter((field) => field !== undefined))];

  if (!settings.fields.some((field) => CONTACT.has(field))) return NO_CONTACT;
  if (settings.doubleOptIn && !settings.fields.includes('email')) return NO_EMAIL;
  if (settings.doubleOptIn && !canSendMail) return NO_MAIL;
  return settings;
}

const ASKED: ReadonlySet<string> = new Set([...DETAILS, 'mailingList']);
const CONTACT: ReadonlySet<string> = new Set([...PHONE_DETAILS, 'email']);

/** A field a visitor can be asked for: one of the contact's, by its name or its public name, or a custom one. */
function askedTarget(written: string, custom: ReadonlySet<string>): string | undefined {
  if (ASKED.has(written) || custom.has(written)) return written;
  const target = canonicalTarget(nameKey(written));
  return target !== undefined && ASKED.has(target) ? target : undefined;
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
