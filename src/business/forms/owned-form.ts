import { linkKey } from '../../ids/link-key.ts';
import type { FormRecord } from '../../storage/control/forms.ts';

/** What internal forms are kept, published and signed with. */
export type FormVerbEnv = Pick<Env, 'CONTROL' | 'CHANNELS' | 'KELET_SECRET'>;

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

/** A form with its link. */
export const ownedForm = async ({ KELET_SECRET }: Pick<Env, 'KELET_SECRET'>, form: FormRecord): Promise<OwnedForm> => ({
  form,
  key: await linkKey(KELET_SECRET, 'form', form.id),
});
