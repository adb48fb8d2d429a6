/** Beyond it a header block is passed over, not read. */
const MAX_HEAD = 65_536;
const MAX_HEADERS = 500;
const MAX_VALUE = 10_000;
const LF = 0x0a;
const CR = 0x0d;

/** The header fields of a mail or of a part. Values are unfolded, a character a byte: their charset is still open. */
export interface Head {
  /** The first field of this lower-case name. */
  get(name: string): string | undefined;
  /** True for a block with at least one field. */
  isThere: boolean;
  /** The media type, lower case. */
  type: string;
  /** A parameter of a structured field, RFC 2231's continuations joined and its percent signs undone. */
  parameter(field: string, name: string): string | undefined;
}

const FIELD = /^([!-9;-~]{1,100})[ \t]*:/;

/**
 * Reads the header block at the start of `bytes`, and tells where the body begins. A block that does not begin with a
 * field is none, and all of it is body.
 */
export function readHead(bytes: Uint8Array, defaultType: string): { head: Head; bodyAt: number } {
  const fields = new Map<string, string>();
  let count = 0;
  let name: string | undefined;
  let value = '';
  const keep = () => {
    if (name !== undefined && !fields.has(name)) fields.set(name, value.trim());
    name = undefined;
  };
  let at = 0;
  while (at < bytes.length) {
    const newline = bytes.indexOf(LF, at);
    const next = newline === -1 ? bytes.length : newline + 1;
    let end = newline === -1 ? bytes.length : newline;
    if (end > at && bytes[end - 1] === CR) end--;
    if (end === at) {
      at = next;
      break;
    }
    const isRead = at < MAX_HEAD && count < MAX_HEADERS;
    const line = isRead ? binary(bytes.subarray(at, Math.min(end, at + MAX_VALUE))) : '';
    const isFolded = bytes[at] === 0x20 || bytes[at] === 0x09;
    if (isRead && isFolded) {
      if (name !== undefined && value.length < MAX_VALUE) value += line;
    } else if (isRead) {
      keep();
      const field = FIELD.exec(line);
      // A mailbox file's separator line stands before the first field.
      if (field === null && at === 0 && !/^>?From /.test(line)) return { head: headOf(fields, defaultType), bodyAt: 0 };
      if (field !== null) {
        name = field[1]?.toLowerCase();
        value = line.slice(field[0].length);
        count += 1;
      }
    }
    at = next;
  }
  keep();
  return { head: headOf(fields, defaultType), bodyAt: at };
}

function headOf(fields: ReadonlyMap<string, string>, defaultType: string): Head {
  const type = /^\s*([\w.+-]+\/[\w.+-]+)/.exec(fields.get('content-type') ?? '')?.[1]?.toLowerCase() ?? defaultType;
  return {
    get: (name) => fields.get(name),
    isThere: fields.size > 0,
    type,
    parameter: (field, name) => parameterOf(fields.get(field) ?? '', name),
  };
}

const PARAMETER = /;\s*([^\s=;"]{1,60})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g;

function parameterOf(value: string, wanted: string): string | undefined {
  if (!value.includes(';')) return undefined;
  const pieces: { order: number; text: string }[] = [];
  for (const [, name = '', quoted, bare = ''] of value.slice(0, 2000).matchAll(PARAMETER)) {
    const [base = '', ...marks] = name.toLowerCase().split('*');
    if (base !== wanted) continue;
    const text = quoted === undefined ? bare.trim() : quoted.replace(/\\(.)/g, '$1');
    if (marks.length === 0) return text;
    const isEncoded = marks.at(-1) === '';
    pieces.push({ order: Number(marks[0]) || 0, text: isEncoded ? percentDecoded(text) : text });
  }
  if (pieces.length === 0) return undefined;
  return pieces
    .sort((a, b) => a.order - b.order)
    .map(({ text }) => text)
    .join('');
}

/** Bytes behind percent signs, a character a byte; the charset and language before them are dropped. */
function percentDecoded(text: string): string {
  return text
    .replace(/^[^']{0,40}'[^']{0,40}'/, '')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

// A byte a character but for a few between 0x80 and 0x9f, which it makes typographer's signs of.
const LATIN = new TextDecoder('windows-1252');
const BEYOND_BYTES = /[\u0100-\uffff]/;

/** Bytes as text, a character a byte. */
export function binary(bytes: Uint8Array): string {
  const quick = LATIN.decode(bytes);
  if (!BEYOND_BYTES.test(quick)) return quick;
  let text = '';
  for (let start = 0; start < bytes.length; start += 0x2000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x2000));
  }
  return text;
}

/** The bytes of a text that has a character a byte. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
