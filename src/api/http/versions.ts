import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

const MOST_TAGS = 20;
const TAG = /^"([\x21\x23-\x7e]{1,100})"$/;

/** The entity tag (RFC 9110) of a version. */
export const tagOf = (version: string) => `"${version}"`;

/**
 * The versions one of which a thing must still have to be changed, as `If-Match` names them; undefined when any will
 * do.
 * What is no strong tag of ours is no version of anything.
 */
export function versionsWanted(c: Context): string[] | undefined {
  const header = c.req.header('if-match')?.trim();
  if (header === undefined || header === '*') return undefined;
  return header.split(',', MOST_TAGS).flatMap((tag) => TAG.exec(tag.trim())?.[1] ?? []);
}

/** The header of a change, for the document. */
export const ifMatch = z.object({
  'if-match': z.string().max(4000).optional().openapi({ description: 'The ETag of what you have read' }),
});

/** What such an operation may answer besides, for the document. */
export const versionProblems = {
  412: {
    description: 'It was changed since it was read; nothing was written',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  },
};
