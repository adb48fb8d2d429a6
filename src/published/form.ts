import { z } from 'zod';
import { readLinkKey } from '../ids/link-key.ts';
import { logProblem } from '../log.ts';
import { type FormRecord, readForm } from '../storage/control/forms.ts';
import { readProcesses } from '../storage/control/processes.ts';
import { formEntry } from './entries.ts';
import { type FoundChannel, findChannelById } from './find-channel.ts';

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

export type FoundForm =
  | { kind: 'open'; form: InternalForm; found: FoundChannel }
  /** Revoked, expired, or its channel is gone. */
  | { kind: 'closed'; form: InternalForm | undefined };

type FormEnv = Pick<Env, 'KELET_SECRET' | 'CHANNELS' | 'CONTROL'>;

/**
 * The form a link names, as it is this moment: a revoked link must not work for another minute. While D1 is down, the
 * form as it was last published. Undefined when Kelet did not issue the key.
 * @throws when neither can be read.
 */
export async function findPublishedForm(env: FormEnv, key: string, now: number): Promise<FoundForm | undefined> {
  const named = await readLinkKey(env.KELET_SECRET, 'form', key);
  if (!named) return undefined;
  const form = await currentForm(env, named.id, named.databaseId);
  if (!form || form.revokedAt !== null || form.expiresAt <= now) return { kind: 'closed', form };
  const found = await findChannelById(env, form.channelId, now);
  return found ? { kind: 'open', form, found } : { kind: 'closed', form };
}

async function currentForm(env: FormEnv, id: string, databaseId: string): Promise<InternalForm | undefined> {
  try {
    const [form, { processes }] = await Promise.all([
      readForm(env.CONTROL, id),
      readProcesses(env.CONTROL, databaseId),
    ]);
    return form && { ...form, processes };
  } catch (error) {
    logProblem('form read as published', { id, error });
    const published = internalFormSchema.safeParse(await env.CHANNELS.get(formEntry(id), 'json'));
    if (!published.success) throw error;
    return published.data;
  }
}

/** Tells the edge what a form is now, for when D1 is down. */
export async function publishForm(env: Pick<Env, 'CHANNELS' | 'CONTROL'>, form: FormRecord): Promise<void> {
  const { processes } = await readProcesses(env.CONTROL, form.databaseId);
  const published = internalFormSchema.parse({ ...form, processes });
  await env.CHANNELS.put(formEntry(form.id), JSON.stringify(published));
}
