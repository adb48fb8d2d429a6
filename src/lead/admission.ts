import type { Channel } from './channel/channel.ts';
import type { ChannelFields } from './fields/channel-fields.ts';
import { publicName, type Target } from './fields/field-names.ts';
import { emailIdentity } from './identity/email.ts';
import { PHONE_DETAILS } from './identity/identities.ts';
import type { Lead } from './lead.ts';
import { isMachinery } from './machinery.ts';
import type { Rejection, Submission, WayIn } from './submission.ts';
import { asciiDigits } from './text.ts';

const LIMITED: ReadonlySet<WayIn> = new Set<WayIn>(['html-form', 'url']);
/** Ways in whose leads must say how to reach the person. */
export const NEEDS_CONTACT: ReadonlySet<WayIn> = new Set<WayIn>(['html-form', 'url', 'xml', 'json', 'mail', 'portal']);

/**
 * Why a lead that can be read is not taken, or undefined: too many characters (HTML and URL), a required field missing,
 * no way to contact the person (product.md, "What every web lead is stamped with" and "1024 characters").
 */
export function refusalOf(
  submission: Submission,
  lead: Lead,
  has: (target: Target) => boolean,
  channel: Channel,
  fields: ChannelFields,
  wayIn: WayIn,
): Rejection | undefined {
  return (
    tooLong(submission, channel, wayIn) ??
    requiredMissing(fields, has) ??
    (NEEDS_CONTACT.has(wayIn) && !hasContact(lead) ? NO_CONTACT : undefined)
  );
}

const NO_CONTACT: Rejection = {
  code: 'no_way_to_contact',
  status: 422,
  message:
    'This lead has no phone and no e-mail address. Send at least one of Phone, MobilePhone, OtherPhone or Email.',
};

/** Filler such as `000` counts, and an address with a slip of a space: a person can see what it is worth. */
function hasContact({ details }: Lead): boolean {
  const phone = PHONE_DETAILS.some((field) => /\d/.test(asciiDigits(details[field] ?? '')));
  const { email } = details;
  return phone || (email !== undefined && (isEmail(email) || isEmail(email.replace(/\s+/g, ''))));
}

const isEmail = (text: string) => emailIdentity(text) !== undefined;

function requiredMissing(fields: ChannelFields, has: (target: Target) => boolean): Rejection | undefined {
  const missing = fields.required.find((target) => !has(target));
  if (missing === undefined) return undefined;
  const field = fields.customField(missing)?.label || publicName(missing);
  return { code: 'required_field_missing', status: 422, message: `This channel requires the field ${field}.`, field };
}

function tooLong({ pairs }: Submission, { maxCharacters }: Channel, wayIn: WayIn): Rejection | undefined {
  if (!LIMITED.has(wayIn)) return undefined;
  const length = charactersOf(pairs);
  if (length <= maxCharacters) return undefined;
  const message = `All values together are ${length} characters; this channel takes at most ${maxCharacters}. Shorten the notes, or ask the owner of the channel to raise its limit.`;
  return { code: 'too_long', status: 422, message };
}

/** Characters are code points: an emoji or a rare letter is one, as its writer counts. */
function charactersOf(pairs: Submission['pairs']): number {
  let units = 0;
  let surrogates = 0;
  for (const { name, value, whose } of pairs) {
    // What a known sender says of itself beside the person's words is machinery, too.
    if (whose === 'other' || isMachinery({ name })) continue;
    units += value.length;
    surrogates += value.match(/[\uD800-\uDBFF](?=[\uDC00-\uDFFF])/g)?.length ?? 0;
  }
  return units - surrogates;
}
