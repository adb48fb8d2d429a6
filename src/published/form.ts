import * as z from 'zod';
import { readLinkKey } from '../ids/link-key.ts';
import { logProblem } from '../log.ts';
import { formEntry } from './entries.ts';
import { published, readEntry } from './find.ts';
import { type FoundChannel, findChannelById } from './find-channel.ts';
import type { Stored } from './stored.ts';

const internalFormSchema = z.object({
  id: z.string(),
  databaseId: z.string(),
  name: z.string(),
  channelId: z.string(),
  /** The only process it offers; null offers all. */
  processId: z.string().nullable(),
  expiresAt: z.number(),
  revokedAt: z.number().nullable(),
  /** The database's processes, in order: channels know only their stages. */
  processes: z.array(z.object({ id: z.string(), name: z.string() })),
});

/** An answering service's link, as its page needs it. Times in milliseconds since 1970. */
export type InternalForm = z.infer<typeof internalFormSchema>;

/** Internal forms, as they are published. */
export const publishedForms = published('form', formEntry, internalFormSchema);

export type FoundForm =
  | { kind: 'open'; form: InternalForm; found: FoundChannel }
  /** Revoked, expired, or its channel is gone. */
  | { kind: 'closed'; form: InternalForm | undefined };

type FormEnv = Pick<Env, 'KELET_SECRET' | 'CHANNELS'>;

/**
 * The form a link names, as it is this moment: a revoked link must not work for another minute. While what is stored
 * cannot be asked, the form as it was last published. Undefined when Kelet did not issue the key.
 * @throws when neither can be read.
 */
export async function findPublishedForm(
  env: FormEnv,
  stored: Stored,
  key: string,
  now: number,
): Promise<FoundForm | undefined> {
  const named = await readLinkKey(env.KELET_SECRET, 'form', key);
  if (!named) return undefined;
  const form = await currentForm(env, stored, named.id, named.databaseId);
  if (!form || form.revokedAt !== null || form.expiresAt <= now) return { kind: 'closed', form };
  const found = await findChannelById(env, form.channelId, now);
  return found ? { kind: 'open', form, found } : { kind: 'closed', form };
}

async function currentForm(
  env: FormEnv,
  stored: Stored,
  id: string,
  databaseId: string,
): Promise<InternalForm | undefined> {
  try {
    return await stored.form(id, databaseId);
  } catch (error) {
    logProblem('form read as published', { id, error });
    const form = await readEntry(env, publishedForms, id);
    if (form === 'deleted' || form === undefined) throw error;
    return form;
  }
}
