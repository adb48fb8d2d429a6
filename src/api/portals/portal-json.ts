import { z } from '@hono/zod-openapi';
import type { OwnedPortal } from '../../business/portals/owned-portal.ts';
import { cleanText } from '../../lead/text.ts';
import { isColour } from '../../published/colours.ts';
import { isoTime, nameSchema, toIso } from '../http/operation.ts';

const colour = z.string().trim().toLowerCase().refine(isColour, 'must be a colour such as #0b5a6c');
const text = (most: number) => z.string().overwrite(cleanText).max(most, `must have at most ${most} characters`);

const shape = z.strictObject({
  name: nameSchema,
  channelId: z.string().max(100).openapi({ description: 'The channel its leads come in by' }),
  title: nameSchema.openapi({ description: 'The business, as its customers know it' }),
  intro: text(1000).openapi({ description: 'What the page says under the title' }),
  accent: colour.openapi({ description: 'Of buttons and bands; 3 to 1 against white at least' }),
  background: colour.openapi({ description: 'Of the page in light mode; must let dark text be read' }),
  consentText: text(4000)
    .min(1, 'must not be empty; send null to take it away')
    .nullable()
    .openapi({ description: 'What a visitor must agree to; kept word for word with the lead' }),
  fields: z
    .array(z.string().max(200))
    .min(1)
    .max(100)
    .openapi({
      description: 'What it asks for, in order',
      example: ['firstName', 'lastName', 'mobile', 'custom:budget'],
    }),
  doubleOptIn: z.boolean().openapi({ description: 'Whether people must confirm by e-mail before they are taken' }),
});
export const portalPostSchema = shape.partial().required({ name: true, channelId: true, title: true });
export const portalPatchSchema = shape.partial();

export const shownPortalSchema = z
  .object({
    id: z.string(),
    url: z.string().openapi({
      description: 'The page; add `?ref=` and a marketer’s reference to tell where visitors come from',
    }),
    createdAt: isoTime,
    ...shape.shape,
  })
  .openapi('Portal');

/** A portal as the API shows it, with its address on the host the request came to. */
export const portalJson = (
  { portal: { databaseId: _, ...shown }, key, createdAt }: OwnedPortal,
  origin: string,
): z.infer<typeof shownPortalSchema> => ({
  ...shown,
  url: `${origin}/portal/${key}`,
  createdAt: toIso(createdAt),
});
