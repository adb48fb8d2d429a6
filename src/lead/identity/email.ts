/** RFC 5321's limits, in characters. */
const LONGEST_ADDRESS = 254;
const LONGEST_LOCAL = 64;
/** Longer than an address with a display name; more is not an e-mail field's content. */
const LONGEST_FIELD = 1024;

const NOISE = /[\p{Cc}\p{Cf}]/gu;
const LOCAL = /^[^\s@<>()[\]\\,;:"]+$/u;
const LABEL = /^[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}_-]*[\p{L}\p{N}\p{M}])?$/u;

/** A remark beside an address: `(home)`. */
const BRACKETED = /\([^()@]{0,60}\)/g;
/** So many addresses of one field are looked at. */
const MOST_ADDRESSES = 5;

/**
 * The identities of an e-mail field as somebody typed it: trimmed, NFC, lower-cased; `+tags` and dots stay (product.md,
 * "Duplicates"). Takes `mailto:` and `Dana <dana@x.co>` too, and several addresses, each of which is the person's.
 * Never throws.
 */
export function emailIdentities(typed: string): string[] {
  if (typed.length > LONGEST_FIELD || !typed.includes('@')) return [];
  const written = addressPart(typed.replace(NOISE, '').trim())
    .split(/[,;|\n]+/)
    .flatMap(addressesIn);
  return [...new Set(written.slice(0, MOST_ADDRESSES).map(plainAddress).filter(isAddress))];
}

/**
 * The addresses of a stretch without commas. A word beside an address may be the part of it that a space cut off
 * (`noa levi@…`, `dana@example.co m`): then it is another person's, and none of them counts.
 */
function addressesIn(stretch: string): string[] {
  const parts = stretch
    .replace(BRACKETED, ' ')
    .split(/\s+/)
    .filter((part) => part !== '' && !/^(?:[-–—/\\]|(?:e-?mail|mail|to|דוא"?ל|אימייל|מייל)\s*:)$/iu.test(part));
  return parts.every((part) => part.includes('@')) ? parts : [];
}

/** The first of them; undefined when there is none. */
export const emailIdentity = (typed: string): string | undefined => emailIdentities(typed)[0];

// Lower-casing can leave a letter and its mark apart, hence NFC last.
const plainAddress = (text: string) =>
  text
    .replace(/^mailto:/i, '')
    .replace(/\?.*/s, '')
    .replace(/(?<!\.)\.+$/, '')
    .toLowerCase()
    .normalize('NFC');

function addressPart(text: string): string {
  const open = text.lastIndexOf('<');
  const close = text.indexOf('>', open);
  return open >= 0 && close > open ? text.slice(open + 1, close).trim() : text;
}

function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  if (at < 1 || text.length > LONGEST_ADDRESS || local.length > LONGEST_LOCAL || !LOCAL.test(local)) return false;
  const labels = text.slice(at + 1).split('.');
  return labels.length > 1 && labels.every((label) => label.length <= 63 && LABEL.test(label));
}
