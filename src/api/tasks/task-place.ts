import { z } from '@hono/zod-openapi';

/** Where a list of one contact's tasks goes on, in a cursor: when the last one was opened, and its ordinal. */
export const taskPlace = z.tuple([z.int(), z.int()]);

/** The same as the verbs take it. */
export const placeOfTask = (place: z.infer<typeof taskPlace> | null | undefined) =>
  place ? { openedAt: place[0], ordinal: place[1] } : undefined;
