import { z } from '@hono/zod-openapi';
import type { OwnedChannel } from '../../business/channels/owned-channel.ts';
import { IDENTITY_KINDS } from '../../lead/channel/channel.ts';
import { nameKey } from '../../lead/fields/field-names.ts';
import { WAYS_IN } from '../../lead/submission.ts';
import { isoTime, legacyIdSchema, nameSchema, toIso } from '../http/operation.ts';

const id = z.string().max(100);
const secret = (description: string) => z.string().trim().min(1).max(500).nullable().openapi({ description });
/** Checked before it is read: reading drops a key such as `__proto__` without a word. */
const targets = z.preprocess(
  (value, { addIssue }) => {
    const wrong = typeof value === 'object' && value ? Object.keys(value).find(isNoName) : undefined;
    if (wrong !== undefined) {
      const message = wrong.trim() === '' ? 'holds an empty name' : `holds ${JSON.stringify(wrong)}, which is no name`;
      addIssue({ code: 'custom', message: `${message}; each name needs letters or digits` });
    }
    return value;
  },
  z.record(z.string().max(200), z.string().max(2000)),
);
const isNoName = (name: string) => name === '__proto__' || nameKey(name) === '';

/** What a channel's owner may set; `channelSettingsSchema` gives what is absent its default. */
const settings = {
  language: z.enum(['he', 'en']).openapi({ description: 'Of the pages its senders see, and of its samples' }),
  waysIn: z.array(z.enum(WAYS_IN)).max(20).openapi({ description: 'The formats it takes' }),
  mapping: targets.openapi({
    description: "A sender's name → the field it means, such as `MobilePhone` or `custom:budget`; wins over synonyms",
  }),
  required: z.array(z.string().max(200)).max(600).openapi({ description: 'Fields without which a lead is rejected' }),
  defaults: targets.openapi({ description: 'Field → the value used when nothing came' }),
  constants: targets.openapi({ description: 'Field → the value used whatever came' }),
  redirectHosts: z
    .array(z.string().max(300))
    .max(100)
    .openapi({
      description:
        'Hosts to which `RedirectTo` may lead, without scheme and path. `*.` stands for every host below one of at least two labels; put it only before a domain that is your own, never before one under which anybody can register, such as co.il',
      example: ['www.example.com', '*.example.org'],
    }),
  identityKinds: z.array(z.enum(IDENTITY_KINDS)).max(10).openapi({ description: 'What contacts are compared by here' }),
  doubleSubmitSeconds: z.int().min(0).max(3600).openapi({
    description: 'Identical content within this time is one lead',
  }),
  maxCharacters: z.int().min(1).max(65_536).openapi({
    description: 'Limit for all values of a URL or HTML lead together',
  }),
  onlyProven: z.boolean().openapi({
    description:
      'Takes leads only of senders that prove who they are: Google Ads by `googleKey`, Meta by `metaAppSecret`. Its internal forms and portals, and API keys, are proof of their own',
  }),
  replaces: z.boolean().openapi({
    description:
      'Whether its leads may replace what stands on a card by `UpdateExistingDetails=1`; else they fill what is empty, and a lead that asked for it has the warning `replace_not_allowed`. Off for a new channel, as anybody who has its address could change details of a customer; on for one with a `legacyId`, unless it is said otherwise. Leads by `POST /leads` may replace everywhere',
  }),
  turnstileHostnames: z
    .array(z.string().trim().toLowerCase().min(1).max(300))
    .max(100)
    .openapi({ description: "Hosts on which Turnstile's widget may have been shown; empty asks for nothing" }),
  minSeconds: z.int().min(0).max(60).openapi({
    description:
      'A form that was open for less is kept aside as spam: a portal, and an HTML form that says how long, as the sample does; 0 asks for nothing',
  }),
};

const shape = z.strictObject({
  ...settings,
  name: nameSchema,
  processId: id.nullable().openapi({ description: 'The process its leads start' }),
  stageId: id.nullable().openapi({ description: 'The stage they start at; null is the first' }),
  legacyId: legacyIdSchema.openapi({ description: "FrontTask's `SystemID`, for senders that cannot be changed" }),
  honeypot: z.string().trim().min(1).max(100).nullable().openapi({
    description:
      'The name of a field that people do not see, and no field of the channel: an HTML form in which it is filled in is kept aside as spam. The HTML sample has it',
    example: 'website_confirm',
  }),
  turnstileAction: z
    .string()
    .trim()
    .regex(/^[\w-]{1,32}$/, 'must be an action as the widget has it')
    .nullable()
    .openapi({ description: "The `data-action` of the channel's widget; tokens of another action are refused" }),
  turnstileSiteKey: z
    .string()
    .trim()
    .regex(/^[\w-]{1,100}$/, 'must be a site key as Cloudflare shows it')
    .nullable()
    .openapi({
      description:
        "The public key of a widget of Cloudflare's Turnstile. The HTML sample and the channel's portals then show it, and what comes from them without a token that Cloudflare vouches for is kept aside as spam. Other formats are not checked: leave only `html-form` in `waysIn`",
    }),
});

/** May be set and taken away (null), and is never shown; `…Set` says whether it is there. */
const secrets = {
  googleKey: secret("The key of Google Ads' lead form webhook; leads with another one are refused"),
  metaVerifyToken: secret('What Meta sends as `hub.verify_token` when its webhook is set up'),
  metaAppSecret: secret("Meta's app secret; leads in Meta's shape without its signature are refused"),
  turnstileSecret: secret("The secret of Turnstile's widget; goes with `turnstileSiteKey`"),
};

export const channelPostSchema = shape.extend(secrets).partial().required({ name: true });
export const channelPatchSchema = shape.extend(secrets).partial();

export const channelJsonSchema = z
  .object({
    id: z.string(),
    key: z.string().openapi({ description: 'What the public knows it by' }),
    intakeUrl: z.string().openapi({ description: 'Where leads are sent, by GET and POST' }),
    createdAt: isoTime,
    legacyBare: z.boolean().openapi({
      description:
        "Whether FrontTask's bare address with this `legacyId` leads here. False without one, and where another business had it first, also if that one has given it up: senders use `/l/{key}/…/WebToLead.aspx` then",
    }),
    googleKeySet: z.boolean(),
    metaVerifyTokenSet: z.boolean(),
    metaAppSecretSet: z.boolean(),
    turnstileSecretSet: z.boolean(),
    ...shape.shape,
  })
  .openapi('Channel');

/** The public address of a channel on the host the request came to. */
export const intakeUrlOf = (key: string, origin: string) => `${origin}/in/${key}`;

/** A channel as the API shows it. */
export function channelJson(
  { channel, key, legacyId, legacyBare, createdAt }: OwnedChannel,
  origin: string,
): z.infer<typeof channelJsonSchema> {
  const { databaseId: _database, stages: _stages, country: _country, junk: _junk, ...own } = channel;
  const { customFields: _custom, processFields: _process, ...rest } = own;
  const { googleKey, metaVerifyToken, metaAppSecret, turnstileSecret, ...open } = rest;
  const {
    processId = null,
    stageId = null,
    honeypot = null,
    turnstileSiteKey = null,
    turnstileAction = null,
    ...shown
  } = open;
  return {
    ...shown,
    googleKeySet: googleKey !== undefined,
    metaVerifyTokenSet: metaVerifyToken !== undefined,
    metaAppSecretSet: metaAppSecret !== undefined,
    turnstileSecretSet: turnstileSecret !== undefined,
    processId,
    stageId,
    honeypot,
    turnstileSiteKey,
    turnstileAction,
    legacyId,
    legacyBare,
    key,
    intakeUrl: intakeUrlOf(key, origin),
    createdAt: toIso(createdAt),
  };
}
