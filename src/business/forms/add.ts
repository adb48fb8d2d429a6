import { newLinkId } from '../../ids/link-key.ts';
import { cleanLine } from '../../lead/text.ts';
import { publishForm } from '../../published/publish-pages.ts';
import { Refusal } from '../../refusal.ts';
import { type FormRecord, insertForm, readForms } from '../../storage/control/forms.ts';
import type { Actor } from '../actor.ts';
import { formFault } from './form-fault.ts';
import { type FormVerbEnv, type FormWish, type OwnedForm, ownedForm } from './owned-form.ts';

const USUAL_LIFE = 90 * 24 * 3_600_000;
const MOST_FORMS = 300;

/**
 * Makes a link for an answering service. It expires after 90 days unless another time is wanted.
 * @param now milliseconds since 1970.
 */
export async function addForm(
  env: FormVerbEnv,
  { database: { id: databaseId } }: Actor,
  wish: FormWish & { name: string; channelId: string },
  now: number,
): Promise<OwnedForm | Refusal> {
  const forms = await readForms(env.CONTROL, databaseId);
  if (forms.filter(({ revokedAt }) => revokedAt === null).length >= MOST_FORMS) {
    return new Refusal(409, 'too_many', `A database has at most ${MOST_FORMS} internal forms. Revoke one first.`);
  }
  const form: FormRecord = {
    id: newLinkId(databaseId),
    databaseId,
    name: cleanLine(wish.name),
    channelId: wish.channelId,
    processId: wish.processId ?? null,
    createdAt: now,
    expiresAt: wish.expiresAt ?? now + USUAL_LIFE,
    revokedAt: null,
  };
  const fault = await formFault(env, form, true, now);
  if (fault) return fault;
  await insertForm(env.CONTROL, form);
  await publishForm(env, form);
  return ownedForm(env, form);
}
