import { storeRaw } from '../../../lead/raw.ts';
import { MAIL_TYPE } from '../../way-in.ts';
import { CUT, LEFT_OUT } from '../parse.ts';
import { bytesOf } from './head.ts';
import { type Part, splitMime } from './mime.ts';

/** A mail up to this size is kept whole: what a queue message can carry beside the lead. */
export const MAX_KEPT_BYTES = 65_536;
/** The same as JSON, where a line break counts twice. */
const MAX_STORED = 100_000;
const MAX_HEAD = 16_384;
const MAX_PART_HEAD = 2_000;

/** Text first, since that is what is read; a page only repeats it. */
const RANKS: readonly RegExp[] = [
  /^text\/plain$/,
  /^(?:text|application)\/(?:[\w.-]+\+)?(?:xml|adf)$/,
  /^message\/rfc822$/,
  /^text\/html$/,
];

/**
 * The mail as it is kept: whole, or when it is too large for that with its header, its texts and its XML, and instead
 * of every other part a line that says what was left out. The result is a mail, too, and is read like any other.
 */
export function lighten(bytes: Uint8Array): Uint8Array {
  if (fits(bytes)) return bytes;
  const root = splitMime(bytes);
  for (const most of [MAX_KEPT_BYTES, MAX_KEPT_BYTES / 2, MAX_KEPT_BYTES / 4]) {
    const light = lightened(root, most - 4096);
    if (fits(light)) return light;
  }
  return bytes.slice(0, MAX_KEPT_BYTES / 4);
}

const fits = (body: Uint8Array) =>
  body.length <= MAX_KEPT_BYTES &&
  JSON.stringify(storeRaw({ method: 'POST', query: '', contentType: '', body })).length <= MAX_STORED;

function lightened(root: Part, most: number): Uint8Array {
  const writer = new Writer();
  const headBytes = root.headBytes.subarray(0, MAX_HEAD);
  const shares = sharesOf(root, most - headBytes.length);
  const write = (part: Part, depth: number) => {
    const share = shares.get(part) ?? 0;
    const head = depth === 0 ? headBytes : part.headBytes.subarray(0, MAX_PART_HEAD);
    const isContainer = part.children.length > 0;
    writer.head(head, isContainer || share === part.body.length ? undefined : mark(part, share));
    if (!isContainer) return writer.bytes(part.body.subarray(0, share));
    for (const child of part.children) {
      // What is only named is left out, too, once there is no room even for names.
      if (child.children.length === 0 && !shares.get(child) && writer.length > most) continue;
      writer.text(`\r\n--${part.boundary}\r\n`);
      write(child, depth + 1);
    }
    writer.text(`\r\n--${part.boundary}--\r\n`);
  };
  write(root, 0);
  return writer.result();
}

const mark = (part: Part, share: number) => `${share === 0 ? LEFT_OUT : CUT}: ${part.body.length}`;

/** How many bytes of each part's body are kept, the most useful parts first. */
function sharesOf(root: Part, most: number): Map<Part, number> {
  const leaves: { part: Part; rank: number }[] = [];
  const gather = (part: Part) => {
    if (part.children.length > 0) return part.children.forEach(gather);
    const isAttached = /^\s*attachment/i.test(part.head.get('content-disposition') ?? '');
    const name = part.head.parameter('content-disposition', 'filename') ?? part.head.parameter('content-type', 'name');
    const type = /\.(?:xml|adf)$/i.test(name ?? '') ? 'text/xml' : part.head.type;
    const rank = RANKS.findIndex((pattern) => pattern.test(type));
    if (rank !== -1 && (!isAttached || rank === 1 || type === MAIL_TYPE)) leaves.push({ part, rank });
  };
  gather(root);
  const shares = new Map<Part, number>();
  let left = Math.max(0, most);
  for (const { part } of leaves.sort((a, b) => a.rank - b.rank)) {
    const head = Math.min(part.headBytes.length, MAX_PART_HEAD);
    const share = Math.max(0, Math.min(left - head, part.body.length));
    shares.set(part, share);
    if (share > 0) left -= share + head;
  }
  return shares;
}

/** Puts the pieces of a mail together. */
class Writer {
  readonly #pieces: Uint8Array[] = [];
  length = 0;

  bytes(piece: Uint8Array): void {
    this.#pieces.push(piece);
    this.length += piece.length;
  }

  text(text: string): void {
    this.bytes(bytesOf(text));
  }

  /** A header block up to its last whole line, a field more, and the empty line. */
  head(block: Uint8Array, field: string | undefined): void {
    const end = block.lastIndexOf(0x0a) + 1;
    this.bytes(block.subarray(0, emptyLineAt(block, end)));
    this.text(field ? `${field}\r\n\r\n` : '\r\n');
  }

  result(): Uint8Array {
    const whole = new Uint8Array(this.length);
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}

/** Where the block's own empty line begins, or its end. */
function emptyLineAt(block: Uint8Array, end: number): number {
  if (block[end - 1] === 0x0a && block[end - 2] === 0x0a) return end - 1;
  if (block[end - 1] === 0x0a && block[end - 2] === 0x0d && block[end - 3] === 0x0a) return end - 2;
  return end === 1 || (end === 2 && block[0] === 0x0d) ? 0 : end;
}
