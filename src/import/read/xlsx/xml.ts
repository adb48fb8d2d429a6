import { SaxesParser } from 'saxes';
import { MOST_XML_DEPTH, MOST_XML_RUN } from '../limits.ts';
import { damaged, tooLarge } from '../unreadable-file.ts';

/** Bytes written to the parser between two looks at what it found. */
const STEP = 64 * 1024;

/** Attributes by their name as written: the formats' own never have a prefix, but for `r:id`. */
export type Attributes = Readonly<Record<string, string>>;

/** What happens at the parts of a document; names come without prefix. */
export interface XmlHandler {
  open?(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * Reads an XML document piece by piece and stops after each piece, so that the caller can take what its handler found.
 * No DTD, no entities but the five and character references, bounded depth and length. Throws UnreadableFile. A control
 * character that XML forbids is let through: exports hold them, and the text's cleaning takes them out.
 */
export async function* readXml(bytes: AsyncIterable<Uint8Array>, handler: XmlHandler): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  let sinceTag = 0;
  parser.on('error', (error) => {
    if (!/disallowed character/.test(error.message)) throw damaged('A part of this .xlsx file is not well-formed XML.');
  });
  parser.on('doctype', () => {
    throw damaged('A part of this .xlsx file brings its own document type, which no spreadsheet needs.');
  });
  parser.on('opentag', (tag) => {
    sinceTag = 0;
    depth += 1;
    if (depth > MOST_XML_DEPTH) throw damaged('A part of this .xlsx file is nested too deep.');
    handler.open?.(localName(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    sinceTag = 0;
    depth -= 1;
    handler.close?.(localName(tag.name));
  });
  if (handler.text !== undefined) {
    const text = handler.text.bind(handler);
    parser.on('text', text);
    parser.on('cdata', text);
  }
  for await (const text of decode(bytes)) {
    sinceTag += text.length;
    if (sinceTag > MOST_XML_RUN)
      throw tooLarge('text_too_long', 'A text in this .xlsx file is longer than a cell can hold.');
    parser.write(text);
    yield;
  }
  parser.close();
}

/** `sheet` of `x:sheet`. */
function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** The text of a part, in pieces: UTF-8, or UTF-16 by its mark or its first zeros, as ECMA-376 demands. */
export async function* decode(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const piece of bytes) {
    if (piece.length === 0) continue;
    decoder ??= new TextDecoder(encodingOf(piece));
    for (let at = 0; at < piece.length; at += STEP) {
      const text = decoder.decode(piece.subarray(at, at + STEP), { stream: true });
      if (text !== '') yield text;
    }
  }
  const rest = decoder?.decode();
  if (rest) yield rest;
}

function encodingOf([first = 0, second = 0]: Uint8Array): string {
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return 'utf-8';
}
