import type { Warning } from '../../../lead/submission.ts';
import { charsetLabel, decodeDeclared, isManyBytes } from '../../charset/declared.ts';
import { decodeChosen } from '../../charset/decoder.ts';
import type { Charset } from '../../way-in.ts';

/** Decodes the headers and parts of one mail by what each declares, where that can be true. */
export interface MailDecoder {
  /** @param declared the charset named for these bytes. */
  decode(bytes: Uint8Array, declared?: string): string;
  /** Decodes bytes of a header that say nothing of themselves: they are in the charset of the mail's text. */
  decodeRaw(bytes: Uint8Array): string;
  /** In that charset bytes that look like ASCII are halves of characters: a value is decoded as a whole. */
  readonly isRawWhole: boolean;
  /** The charset of the mail's text that is not UTF-8, or `utf-8`. */
  readonly charset: string;
  warnings(): Warning[];
}

/**
 * A decoder for one mail; `ofText` is the charset its text declares; `chosen` is what a person chose for it, and
 * then nothing is guessed.
 */
export function createMailDecoder(chosen?: Charset, ofText?: string): MailDecoder {
  let charset: string = chosen ?? 'utf-8';
  let recovered: string | undefined;
  let isLossy = false;
  const decode = (bytes: Uint8Array, declared?: string): string => {
    if (isAscii(bytes) && !/^(?:iso-2022|hz|utf-?7|utf-?16)/i.test(declared ?? '')) return ASCII.decode(bytes);
    const read = chosen ? { ...decodeChosen(bytes, chosen), isAsDeclared: true } : decodeDeclared(bytes, declared);
    if (read.charset !== 'utf-8') charset = read.charset;
    // Bytes without a declaration are UTF-8 to everybody; whatever else they turn out to be was recovered.
    if (!read.isAsDeclared && (declared || read.charset !== 'utf-8')) recovered = read.charset;
    if (read.lossy) isLossy = true;
    return read.text.replace(/^\ufeff/, '');
  };
  return {
    decode,
    decodeRaw: (bytes) => decode(bytes, ofText),
    isRawWhole: isManyBytes(charsetLabel(ofText)),
    get charset() {
      return charset;
    },
    warnings: () => [...(recovered ? [recoveredAs(recovered)] : []), ...(isLossy ? [LOSSY] : [])],
  };
}

const ASCII = new TextDecoder('windows-1252');

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80 || byte === 0x1b) return false;
  return true;
}

const recoveredAs = (charset: string): Warning => ({
  code: 'charset_recovered',
  message: `The mail's text was not in the charset it declares and was read as ${charset}. Check the letters.`,
});

const LOSSY: Warning = {
  code: 'charset_unknown',
  message: 'Some characters of the mail could not be read in any known charset.',
};
