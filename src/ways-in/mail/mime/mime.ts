import { type Head, readHead } from './head.ts';

/** Deeper parts and more of them than people's mail has are left unread; they only cost time. */
const MAX_DEPTH = 12;
const MAX_PARTS = 500;
const MAX_BOUNDARY = 200;
const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;

/** One part of a mail, by its place in the bytes; nothing is copied or decoded yet. */
export interface Part {
  head: Head;
  /** The header block as sent, with its empty line. */
  headBytes: Uint8Array;
  /** Still in its transfer encoding. */
  body: Uint8Array;
  /** Of a multipart. A part whose boundary never comes is a leaf, to be read as text. */
  children: Part[];
  boundary: string | undefined;
}

/**
 * Splits a mail into its parts. Linear: every byte is looked at once a level, and levels and parts are bounded. A
 * library would decode the text by the charset that was declared, and the bytes would be gone when the declaration is
 * wrong.
 */
export function splitMime(bytes: Uint8Array): Part {
  let parts = 0;
  const split = (range: Uint8Array, depth: number, fallback: string): Part => {
    parts += 1;
    const { head, bodyAt } = readHead(range, fallback);
    const part: Part = {
      head,
      headBytes: range.subarray(0, bodyAt),
      body: range.subarray(bodyAt),
      children: [],
      boundary: undefined,
    };
    if (!head.type.startsWith('multipart/') || depth >= MAX_DEPTH) return part;
    const boundary = head.parameter('content-type', 'boundary') ?? firstDelimiter(part.body);
    if (boundary === undefined || boundary === '' || boundary.length > MAX_BOUNDARY) return part;
    const inside = head.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
    part.boundary = boundary;
    for (const piece of piecesOf(part.body, boundary, MAX_PARTS - parts)) {
      if (parts < MAX_PARTS) part.children.push(split(piece, depth + 1, inside));
    }
    return part;
  };
  return split(bytes, 0, 'text/plain');
}

/** What stands between the delimiter lines; the last piece may lack its end. */
function piecesOf(body: Uint8Array, boundary: string, most: number): Uint8Array[] {
  const delimiter = Uint8Array.from(`--${boundary}`, (character) => character.charCodeAt(0));
  const pieces: Uint8Array[] = [];
  let open = -1;
  for (let at = 0; at < body.length && pieces.length < most; ) {
    const newline = body.indexOf(LF, at);
    const next = newline === -1 ? body.length : newline + 1;
    if (body[at] === DASH && body[at + 1] === DASH && startsWith(body, at, delimiter)) {
      const after = at + delimiter.length;
      const isLast = body[after] === DASH && body[after + 1] === DASH;
      if (isLast || isBlank(body, after, next)) {
        if (open !== -1) pieces.push(body.subarray(open, beforeLineEnd(body, open, at)));
        open = isLast ? -1 : next;
        if (isLast) return pieces;
      }
    }
    at = next;
  }
  if (open !== -1 && pieces.length < most) pieces.push(body.subarray(open));
  return pieces;
}

/** The boundary that a part's own first delimiter shows, for those that forget to declare it. */
function firstDelimiter(body: Uint8Array): string | undefined {
  const start = String.fromCharCode(...body.subarray(0, 1000));
  return /(?:^|\n)--([^\r\n]{0,199}[^\s])[ \t]*\r?\n[a-z-]+:/i.exec(start)?.[1];
}

function startsWith(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (![0x20, 0x09, CR, LF].includes(bytes[at] ?? 0)) return false;
  return true;
}

/** The line break before a delimiter belongs to the delimiter. */
function beforeLineEnd(bytes: Uint8Array, from: number, at: number): number {
  let end = at;
  if (end > from && bytes[end - 1] === LF) end--;
  if (end > from && bytes[end - 1] === CR) end--;
  return end;
}
