import * as z from 'zod';
import { WAYS_IN } from '../submission.ts';

export const IDENTITY_KINDS = ['idNumber', 'phone', 'email'] as const;
/** Strongest first: the order in which a contact is chosen when several match. */
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

export const CUSTOM_FIELD_TYPES = ['text', 'longText', 'number', 'date', 'yesNo', 'oneOf', 'manyOf'] as const;

export const customFieldSchema = z.object({
  key: z.string().min(1).max(64),
  label: z.string().max(200).default(''),
  type: z.enum(CUSTOM_FIELD_TYPES).default('text'),
  options: z.array(z.string().max(200)).max(500).default([]),
  /** The id this field had in another CRM, such as FrontTask's `PP…`/`CN…`. */
  legacyId: z.string().max(100).optional(),
});
export type CustomField = z.infer<typeof customFieldSchema>;

/** Secrets by which senders and visitors prove who they are. They are set and used, and never shown again. */
export const CHANNEL_SECRETS = ['googleKey', 'metaVerifyToken', 'metaAppSecret', 'turnstileSecret'] as const;
const secret = z.string().min(1).max(500).optional();

const stringMap = z.record(z.string().max(200), z.string().max(2000));

/**
 * What the edge knows of a channel: everything that decides how its leads are read, in one document,
 * published to KV whenever the channel or its database changes, so that the edge never asks D1.
 *
 * A *target* names where a value goes: a canonical field (`phone`), a contact's custom field (`custom:budget`),
 * a process field (`process:budget`), a control (`redirectTo`), or `ignore`.
 */
export const channelSchema = z.object({
  id: z.string(),
  databaseId: z.string(),
  name: z.string(),
  language: z.enum(['he', 'en']).default('he'),
  waysIn: z.array(z.enum(WAYS_IN)).default(['html-form', 'xml', 'url', 'json']),
  processId: z.string().optional(),
  /** The stage leads start at; the first stage of the process when absent. */
  stageId: z.string().optional(),
  /** Every stage of the database, in order, so that `ProcessDefinitionStepID` is understood at the edge. */
  stages: z
    .array(z.object({ id: z.string(), processId: z.string(), name: z.string(), legacyId: z.string().optional() }))
    .default([]),
  /** Sender's name → target. Compared like all names (see `nameKey`), and wins over synonyms. */
  mapping: stringMap.default({}),
  /** Targets without which a lead is rejected. */
  required: z.array(z.string()).default([]),
  /** Target → value used when nothing came. */
  defaults: stringMap.default({}),
  /** Target → value used whatever came. */
  constants: stringMap.default({}),
  redirectHosts: z.array(z.string()).default([]),
  /** Identities this channel compares; an empty list compares none. */
  identityKinds: z.array(z.enum(IDENTITY_KINDS)).default([...IDENTITY_KINDS]),
  doubleSubmitSeconds: z.int().min(0).max(3600).default(60),
  /** Limit for all values of a URL or HTML lead together, in characters. */
  maxCharacters: z.int().min(1).max(65_536).default(1024),
  /** The key of the webhook in Google Ads' lead form, sent with each lead as `google_key`. */
  googleKey: secret,
  /** What Meta says when the webhook is set up (`hub.verify_token`), and the app's secret by which it signs. */
  metaVerifyToken: secret,
  metaAppSecret: secret,
  /** The name of a field that the channel's forms have and people do not see: what fills it in is a program. */
  honeypot: z.string().min(1).max(100).optional(),
  /** A form that says it was open for less is spam; 0 asks for nothing. In seconds. */
  minSeconds: z.int().min(0).max(60).default(0),
  /**
   * Cloudflare's Turnstile for the channel's forms: the widget's public key, and the secret to ask about its tokens.
   */
  turnstileSiteKey: z.string().min(1).max(100).optional(),
  turnstileSecret: secret,
  /** Where the widget may have been shown and what for, as Turnstile tells it; empty and absent ask for nothing. */
  turnstileHostnames: z.array(z.string().min(1).max(300)).max(100).default([]),
  turnstileAction: z.string().min(1).max(32).optional(),
  /** Takes leads only of senders that prove who they are; our own pages and API keys are proof of their own. */
  onlyProven: z.boolean().default(false),
  /** Whether a lead may replace what stands on a card (`UpdateExistingDetails=1`); else it completes. */
  replaces: z.boolean().default(false),
  customFields: z.array(customFieldSchema).default([]),
  processFields: z.array(customFieldSchema).default([]),
  /** ISO 3166 alpha-2; the country of numbers written without one. */
  country: z.string().length(2).default('IL'),
  /** What the business added to the list of filler values. */
  junk: z.array(z.string()).default([]),
});
export type Channel = z.infer<typeof channelSchema>;
