import { z } from '@hono/zod-openapi';
import { Problem } from './problem.ts';

const DEFAULT_LIMIT = 50;
const MOST = 200;

/** The parameters of every list. */
export const pageQuery = z.object({
  limit: z.coerce
    .number('must be a whole number from 1 to 200')
    .int('must be a whole number from 1 to 200')
    .min(1, 'must be at least 1')
    .max(MOST, `must be at most ${MOST}`)
    .default(DEFAULT_LIMIT)
    .openapi({ description: 'How many items at most' }),
  cursor: z.string().max(2000, 'is no cursor').optional().openapi({
    description: 'The `nextCursor` of the page before. Send it with the same parameters.',
  }),
});

/** A page of a list. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().openapi({ description: 'Null on the last page' }),
  });

/** A place in a list as opaque text. */
export function toCursor(place: unknown): string | null {
  if (place === null || place === undefined) return null;
  const bytes = new TextEncoder().encode(JSON.stringify(place));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/**
 * The place a cursor names.
 * @throws Problem 400 when Kelet did not make it for this list.
 */
export function fromCursor<T>(cursor: string | undefined, schema: z.ZodType<T>): T | undefined {
  if (cursor === undefined) return undefined;
  const place = schema.safeParse(parse(cursor));
  if (!place.success) throw wrongCursor();
  return place.data;
}

const wrongCursor = () =>
  new Problem(400, 'invalid_cursor', 'This cursor is not one of this list. Begin again without it.', 'cursor');

function parse(cursor: string): unknown {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0))));
  } catch {
    return undefined;
  }
}

/** A page of a list that is short enough to be read whole; its cursor is the id of the last item. */
export function pageOfAll<T extends { id: string }>(
  all: T[],
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): { items: T[]; nextCursor: string | null } {
  const after = fromCursor(cursor, z.string());
  const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && start === 0) throw wrongCursor();
  const items = all.slice(start, start + limit);
  return { items, nextCursor: start + limit < all.length ? toCursor(items.at(-1)?.id) : null };
}
