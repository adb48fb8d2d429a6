import * as z from 'zod';
import type { PortalRecord } from '../storage/control/portals.ts';
import { isColour } from './colours.ts';

const colour = z.string().refine(isColour);

/** What a portal shows and asks. */
export const portalSettingsSchema = z.object({
  /** The business, as its customers know it. */
  title: z.string().min(1),
  intro: z.string().default(''),
  accent: colour.default('#0b5a6c'),
  background: colour.default('#f3efe7'),
  /** What a visitor must agree to; null asks for nothing. */
  consentText: z.string().min(1).nullable().default(null),
  /** The targets it asks for, in order. */
  fields: z.array(z.string()).default(['firstName', 'lastName', 'mobile', 'email', 'notes']),
  /** Whether a registration counts only once the person has confirmed it by e-mail. */
  doubleOptIn: z.boolean().default(false),
});
export type PortalSettings = z.infer<typeof portalSettingsSchema>;

export const portalSchema = portalSettingsSchema.extend({
  id: z.string(),
  databaseId: z.string(),
  name: z.string(),
  channelId: z.string(),
});

/** A public registration page, as the edge knows it. */
export type Portal = z.infer<typeof portalSchema>;

/** A portal as the edge knows it. */
export const portalOf = ({ settings, id, databaseId, name, channelId }: PortalRecord): Portal =>
  portalSchema.parse({ ...settings, id, databaseId, name, channelId });
