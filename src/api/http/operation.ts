import { z } from '@hono/zod-openapi';
import { cleanLine } from '../../lead/text.ts';

/** A JSON answer for a route. */
export const answers = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

/** A JSON body for a route. */
export const takes = <T extends z.ZodType>(schema: T) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

/** The id in a path such as `/channels/{id}`. */
export const idParam = z.object({ id: z.string().max(200) });

/** ISO 8601, UTC. */
export const isoTime = z.iso.datetime().openapi({ example: '2026-11-20T09:30:00.000Z' });
/** A time somebody gives, with whatever offset from UTC. */
export const givenTime = z.iso.datetime({ offset: true, error: 'must be a time such as 2026-11-20T09:30:00Z' });
/** The same in milliseconds since 1970; what was not given stays so. */
export const timeGiven = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));

export const toIso = (milliseconds: number) => new Date(milliseconds).toISOString();
export const toIsoOrNull = (milliseconds: number | null) => (milliseconds === null ? null : toIso(milliseconds));

/** A name people give to something, of one line. */
export const nameSchema = z
  .string()
  .refine((name) => !/\p{Cc}/u.test(name), 'must not hold line breaks or other control characters')
  .overwrite(cleanLine)
  .min(1, 'must not be empty')
  .max(200, 'must have at most 200 characters');

/** Where in its list it stands; 0 is first. */
export const positionSchema = z.int().min(0).max(10_000);

/** The id a thing had in the CRM that old senders were written for. */
export const legacyIdSchema = z
  .string()
  .trim()
  .min(1, 'must not be empty; send null to take it away')
  .max(100, 'must have at most 100 characters')
  .nullable()
  .openapi({ description: 'The id it had in the CRM that old senders were written for' });
