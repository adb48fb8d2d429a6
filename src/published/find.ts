import type { z } from 'zod';
import { logProblem } from '../log.ts';
import { isDeleted } from './entries.ts';
import { type Shelf, shelfOf } from './memory.ts';

/** How long an isolate trusts what it read, in milliseconds. */
export const FRESH_FOR = 30_000;

/** A kind of thing that is published: where it stands in KV, and what an entry must be. */
export interface Published<T> {
  entry: (id: string) => string;
  schema: z.ZodType<T>;
  shelf: Shelf<T>;
}

/** Names a kind of thing the edge can find. */
export const published = <T>(kind: string, entry: (id: string) => string, schema: z.ZodType<T>): Published<T> => ({
  entry,
  schema,
  shelf: shelfOf<T>(kind),
});

/**
 * The one way the edge finds anything: in this isolate's memory, else in KV, else where it is *stored*, for who may ask
 * there. `deleted` when KV says that it is no more; undefined when nobody knows it.
 * @throws only what `stored` throws.
 */
export async function find<T>(
  env: Pick<Env, 'CHANNELS'>,
  kind: Published<T>,
  id: string,
  now: number,
  stored?: () => Promise<T | undefined>,
): Promise<T | 'deleted' | undefined> {
  const held = kind.shelf.get(id, now);
  if (held !== undefined) return held;
  const entry = await readEntry(env, kind, id);
  if (entry === 'deleted') return entry;
  const found = entry ?? (await stored?.());
  if (found !== undefined) keepFresh(kind, id, found, now);
  return found;
}

/** What KV has, past the memory; an entry that is not readable counts as none. */
export async function readEntry<T>(
  { CHANNELS }: Pick<Env, 'CHANNELS'>,
  { entry, schema }: Published<T>,
  id: string,
): Promise<T | 'deleted' | undefined> {
  try {
    const read = await CHANNELS.get(entry(id), 'json');
    if (isDeleted(read)) return 'deleted';
    const parsed = schema.safeParse(read);
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    logProblem('not readable at the edge', { entry: entry(id), error });
    return undefined;
  }
}

/** Puts it into this isolate's memory, so that who changes it sees the change at once. */
export const keepFresh = <T>({ shelf }: Published<T>, id: string, value: T, now: number): void =>
  shelf.put(id, value, now + FRESH_FOR);
