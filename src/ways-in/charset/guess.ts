/** One run of bytes as text, and how sure that is. */
export interface Decoded {
  text: string;
  charset: string;
  /** Some bytes fit no charset and became U+FFFD. */
  lossy: boolean;
  /** Nobody can tell what these bytes are: whatever they are read as would be other letters. */
  isUnreadable?: true;
}

const decoderFor = (label: string) => new TextDecoder(label, { fatal: false, ignoreBOM: true });
const UTF_8 = decoderFor('utf-8');
const HEBREW = [decoderFor('windows-1255'), decoderFor('iso-8859-8')];
const WESTERN = decoderFor('windows-1252');
/** Text with so many good UTF-8 characters for each bad byte is UTF-8 that was damaged: other text has next to none. */
const GOOD_FOR_BAD = 2;

/**
 * Decodes bytes that say nothing of their charset: UTF-8, also with a broken byte in it, then windows-1255, then
 * ISO-8859-8, where the letters stand as they do in Hebrew, then windows-1252, where they stand as they do in its
 * languages (product.md, "Charset recovery").
 */
export function decodeBytes(bytes: Uint8Array): Decoded {
  const { good, bad, end } = countUtf8(bytes);
  if (bad === 0) return { text: UTF_8.decode(bytes.subarray(0, end)), charset: 'utf-8', lossy: false };
  const asUtf8 = UTF_8.decode(bytes.subarray(0, end));
  if (good >= GOOD_FOR_BAD * bad) return { text: asUtf8, charset: 'utf-8', lossy: true };
  // Neither of the two has U+FFFD itself, so one in the text is a byte they do not know.
  for (const decoder of HEBREW) {
    const text = decoder.decode(bytes);
    if (!text.includes('\ufffd') && isHebrew(text)) return { text, charset: decoder.encoding, lossy: false };
  }
  const western = WESTERN.decode(bytes);
  if (isWestern(western)) return { text: western, charset: 'windows-1252', lossy: false };
  const damaged = HEBREW[0]?.decode(bytes) ?? '';
  const letters = count(damaged, /[א-ת]/g);
  if (letters >= GOOD_FOR_BAD * (damaged.split('\ufffd').length - 1) && isHebrew(damaged)) {
    return { text: damaged, charset: 'windows-1255', lossy: true };
  }
  // A single byte in a value is an accident; more of them are a text.
  return { text: asUtf8, charset: 'utf-8', lossy: true, ...(bad > 1 ? { isUnreadable: true } : {}) };
}

/** Whether the bytes are UTF-8 as a whole, and more than ASCII. */
export function isUtf8(bytes: Uint8Array): boolean {
  const { good, bad } = countUtf8(bytes);
  return bad === 0 && good > 0;
}

/**
 * Points stand on letters, final letters at a word's end, and Hebrew seldom goes on in a Latin word: what breaks
 * that is
 * another charset's.
 */
function isHebrew(text: string): boolean {
  const letters = count(text, /(?<![A-Za-z])[א-ת]/g);
  const wrong = count(text, /(?<=[A-Za-z])[א-ת]|[םןץ](?=[א-ת])/g);
  const strayPoints = count(text, /(?<![א-ת\u05b0-\u05c7])[\u05b0-\u05bd\u05bf\u05c1\u05c2]/g);
  return wrong + strayPoints === 0 || letters > 2 * (wrong + 2 * strayPoints);
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** Letters with marks stand one or two within words of ASCII: `José`, `Zoë`, `Müller`. */
function isWestern(text: string): boolean {
  if (/[×÷\u0080-\u009f]|[À-ÿ]{3}/.test(text)) return false;
  return count(text, /[À-ÿ]{1,2}/g) === count(text, /(?<=[A-Za-z])[À-ÿ]{1,2}|[À-ÿ]{1,2}(?=[A-Za-z])/g);
}

/** Good characters of more than one byte, bytes that are none, and where a last character begins that was cut off. */
function countUtf8(bytes: Uint8Array): { good: number; bad: number; end: number } {
  let good = 0;
  let bad = 0;
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0;
    const length = sequenceLength(lead);
    const present = Math.min(length, bytes.length - at);
    let right = 1;
    while (right < present && continues(lead, right, bytes[at + right] ?? 0)) right += 1;
    if (length > 0 && right === present && present < length) {
      // After plain ASCII one byte E0–FA is a whole Hebrew letter in windows-1255, and far likelier than a stump.
      const isLetter = good === 0 && bad === 0 && present === 1 && lead >= 0xe0;
      return isLetter || (good === 0 && bad > 0) ? { good, bad: bad + 1, end: bytes.length } : { good, bad, end: at };
    }
    if (length === 0 || right < length) bad += 1;
    else if (length > 1) good += 1;
    at += Math.max(1, length === 0 ? 1 : right);
  }
  return { good, bad, end: bytes.length };
}

/** How many bytes a UTF-8 character has that begins so; 0 when none does. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** The second byte is bounded further, against overlong forms, surrogates and what lies beyond Unicode. */
function continues(lead: number, position: number, byte: number): boolean {
  if (byte < 0x80 || byte > 0xbf) return false;
  if (position > 1) return true;
  if (lead === 0xe0) return byte >= 0xa0;
  if (lead === 0xed) return byte < 0xa0;
  if (lead === 0xf0) return byte >= 0x90;
  return lead !== 0xf4 || byte < 0x90;
}
