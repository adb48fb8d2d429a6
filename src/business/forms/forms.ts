import { linkKey, newLinkId } from '../../ids/link-key.ts';
import { cleanLine } from '../../lead/text.ts';
import { publishForm } from '../../published/form.ts';
import { notFound, Refusal } from '../../refusal.ts';
import { readChannels } from '../../storage/control/channels.ts';
import { type FormRecord, insertForm, readForms, updateForm } from '../../storage/control/forms.ts';
import { readProcesses } from '../../storage/control/processes.ts';

type FormEnv = Pick<Env, 'CONTROL' | 'CHANNELS' | 'KELET_SECRET'>;

/** An internal form as its owner sees it. */
export interface OwnedForm {
  form: FormRecord;
  /** What the answering service gets: `/form/{key}`. */
  key: string;
}

/** What is wanted of a form; undefined leaves as it is. Times in milliseconds since 1970. */
export interface FormWish {
  name?: string | undefined;
  channelId?: string | undefined;
  processId?: string | null | undefined;
  expiresAt?: number | undefined;
}

const DAY = 24 * 3_600_000;
const USUALLY = 90 * DAY;
const LONGEST = 366 * DAY;
const MOST_FORMS = 300;

/** The internal forms of a database, oldest first; revoked ones stay in the list. */
export async function listForms(env: FormEnv, databaseId: string): Promise<OwnedForm[]> {
  return Promise.all((await readForms(env.CONTROL, databaseId)).map((form) => owned(env, form)));
}

export async function findForm(env: FormEnv, databaseId: string, id: string): Promise<OwnedForm | Refusal> {
  return (await listForms(env, databaseId)).find(({ form }) => form.id === id) ?? notFound('form');
}

/** Makes a link for an answering service. It expires after 90 days unless another time is wanted. */
export async function addForm(
  env: FormEnv,
  databaseId: string,
  wish: FormWish & { name: string; channelId: string },
  now: number,
): Promise<OwnedForm | Refusal> {
  const standing = await readForms(env.CONTROL, databaseId);
  if (standing.filter(({ revokedAt }) => revokedAt === null).length >= MOST_FORMS) {
    return new Refusal(409, 'too_many', `A database has at most ${MOST_FORMS} internal forms. Revoke one first.`);
  }
  const form: FormRecord = {
    id: newLinkId(databaseId),
    databaseId,
    name: cleanLine(wish.name),
    channelId: wish.channelId,
    processId: wish.processId ?? null,
    createdAt: now,
    expiresAt: wish.expiresAt ?? now + USUALLY,
    revokedAt: null,
  };
  const refusal = await fault(env, form, now);
  if (refusal) return refusal;
  await insertForm(env.CONTROL, form);
  await publishForm(env, form);
  return owned(env, form);
}

/** Changes a form that stands; its link stays the same. */
export async function changeForm(
  env: FormEnv,
  databaseId: string,
  id: string,
  { name, channelId, processId, expiresAt }: FormWish,
  now: number,
): Promise<OwnedForm | Refusal> {
  const found = await findForm(env, databaseId, id);
  if (found instanceof Refusal) return found;
  const { form } = found;
  if (form.revokedAt !== null) return REVOKED;
  const changed: FormRecord = {
    ...form,
    name: name ?? form.name,
    channelId: channelId ?? form.channelId,
    processId: processId === undefined ? form.processId : processId,
    expiresAt: expiresAt ?? form.expiresAt,
  };
  const refusal = await fault(env, changed, now, expiresAt === undefined);
  if (refusal) return refusal;
  const written = await updateForm(env.CONTROL, form, { name, channelId, processId, expiresAt });
  if (!written) return REVOKED;
  await publishForm(env, written);
  return owned(env, written);
}

/** Revokes a form's link at once and for good. */
export async function revokeForm(
  env: FormEnv,
  databaseId: string,
  id: string,
  now: number,
): Promise<Refusal | undefined> {
  const found = await findForm(env, databaseId, id);
  if (found instanceof Refusal) return found;
  if (found.form.revokedAt !== null) return undefined;
  const revoked = await updateForm(env.CONTROL, found.form, { revokedAt: now });
  if (revoked) await publishForm(env, revoked);
  return undefined;
}

const owned = async ({ KELET_SECRET }: FormEnv, form: FormRecord): Promise<OwnedForm> => ({
  form,
  key: await linkKey(KELET_SECRET, 'form', form.id),
});

async function fault(
  { CONTROL }: FormEnv,
  { databaseId, channelId, processId, expiresAt }: FormRecord,
  now: number,
  isOldTime = false,
): Promise<Refusal | undefined> {
  if (!isOldTime && (expiresAt <= now || expiresAt > now + LONGEST)) {
    return new Refusal(422, 'invalid', 'expiresAt must lie between now and a year from now.', 'expiresAt');
  }
  const [channels, { processes }] = await Promise.all([
    readChannels(CONTROL, databaseId),
    readProcesses(CONTROL, databaseId),
  ]);
  if (!channels.some(({ channel }) => channel.id === channelId)) return NO_CHANNEL;
  if (processId !== null && !processes.some(({ id }) => id === processId)) return NO_PROCESS;
  return undefined;
}

/** A form or portal names a channel that is not there. */
export const NO_CHANNEL = new Refusal(
  422,
  'no_such_channel',
  'There is no such channel in this database; GET /channels lists them.',
  'channelId',
);
const REVOKED = new Refusal(409, 'revoked', 'This form was revoked, which is for good. Make a new one.');
const NO_PROCESS = new Refusal(
  422,
  'no_such_process',
  'There is no such process in this database; GET /processes lists them.',
  'processId',
);
