import type { Warning } from '../../lead/submission.ts';
import { type Charset, MAIL_TYPE } from '../way-in.ts';
import { type Mailbox, readMailboxes } from './mime/addresses.ts';
import { createMailDecoder, type MailDecoder } from './mime/mail-text.ts';
import { type Part, splitMime } from './mime/mime.ts';
import { undoTransfer } from './mime/transfer.ts';
import { htmlRows } from './text/html.ts';
import { flattened, type Row, textRows } from './text/rows.ts';
import { decodeHeader } from './words.ts';

/** The header of a part whose content was left out of what is kept, and its size in bytes. */
export const LEFT_OUT = 'X-Kelet-Left-Out';
/** The header of a part that was kept only in part. */
export const CUT = 'X-Kelet-Cut';

/** A mail as far as its bytes say it: decoded, and not yet understood. */
export interface ParsedMail {
  from: Mailbox | undefined;
  replyTo: Mailbox | undefined;
  subject: string;
  messageId: string | undefined;
  /** Any other header, decoded; empty when it is not there. */
  header(name: string): string;
  /** The media type of the whole, and the kind of report it is. */
  type: string;
  reportType: string;
  plain: Row[];
  html: Row[];
  /** XML documents in attachments, or standing as the body's text. */
  documents: string[];
  /** The bytes of the mails attached to this one. */
  attachedMails: Uint8Array[];
  charset: string;
  warnings: Warning[];
}

/**
 * Parses the bytes of a mail. Never throws: what cannot be read is left out. Undefined when there is no header at all.
 */
export function parseMail(bytes: Uint8Array, charset?: Charset): ParsedMail | undefined {
  const root = splitMime(bytes);
  if (!root.head.isThere) return undefined;
  const decoder = createMailDecoder(charset, charsetOfText(root));
  const header = (name: string) => decodeHeader(root.head.get(name) ?? '', decoder).trim();
  const content = new Content(decoder);
  content.take(root);
  return {
    ...sendersOf((name) => readMailboxes(root.head.get(name) ?? '', decoder)[0]),
    subject: header('subject'),
    messageId: root.head.get('message-id')?.slice(0, 500) || undefined,
    header,
    type: root.head.type,
    reportType: root.head.parameter('content-type', 'report-type')?.toLowerCase() ?? '',
    ...content.result(),
    charset: decoder.charset,
    warnings: [...decoder.warnings(), ...content.warnings],
  };
}

/** Mailing programs put their own address into `From` and name its writer elsewhere: `Dana Levi via Sales`. */
function sendersOf(read: (name: string) => Mailbox | undefined): Pick<ParsedMail, 'from' | 'replyTo'> {
  const from = read('from') ?? read('sender');
  const replyTo = read('reply-to');
  if (!from?.isVia) return { from, replyTo };
  const writer = read('x-original-from') ?? read('x-original-sender') ?? replyTo;
  return { from: writer ? { ...writer, name: writer.name || from.name } : from, replyTo };
}

const MAX_WARNINGS = 20;
const XML_TYPE = /^(?:text|application)\/(?:[\w.-]+\+)?(?:xml|adf)$/;
const XML_NAME = /\.(?:xml|adf)$/i;

/** Gathers what the parts hold. */
class Content {
  readonly warnings: Warning[] = [];
  readonly #decoder: MailDecoder;
  readonly #plain: string[] = [];
  readonly #html: string[] = [];
  readonly #documents: string[] = [];
  readonly #mails: Uint8Array[] = [];

  constructor(decoder: MailDecoder) {
    this.#decoder = decoder;
  }

  take(part: Part): void {
    if (part.children.length > 0) {
      for (const child of part.children) this.take(child);
      return;
    }
    const { head } = part;
    const name = this.#nameOf(part);
    if (head.get(LEFT_OUT.toLowerCase()) !== undefined) {
      this.#warn('attachment_not_kept', notKept(name), name);
      return;
    }
    if (head.get(CUT.toLowerCase()) !== undefined) this.#warn('mail_text_cut', CUT_MESSAGE, name);
    const isAttached = /^\s*attachment/i.test(head.get('content-disposition') ?? '');
    if (head.type === MAIL_TYPE) this.#mails.push(this.#bytesOf(part));
    else if (XML_TYPE.test(head.type) || XML_NAME.test(name)) this.#documents.push(this.#textOf(part));
    else if (!isAttached) this.#takeText(part);
  }

  #takeText(part: Part): void {
    const { type } = part.head;
    if (type === 'text/html') this.#html.push(this.#textOf(part));
    else if (/^text\/(?:plain|enriched)$|^multipart\//.test(type)) this.#plain.push(this.#textOf(part));
  }

  result(): Pick<ParsedMail, 'plain' | 'html' | 'documents' | 'attachedMails'> {
    const plain = this.#plain.join('\n');
    const html = this.#html.join('\n<br>\n');
    return {
      plain: looksHtml(plain) ? flattened(htmlRows(plain)) : flattened(textRows(plain)),
      html: flattened(htmlRows(html)),
      documents: [...this.#documents, plain, html].filter((text) => text !== ''),
      attachedMails: this.#mails,
    };
  }

  #bytesOf({ head, body }: Part): Uint8Array {
    return undoTransfer(body, head.get('content-transfer-encoding') ?? '');
  }

  #textOf(part: Part): string {
    const bytes = this.#bytesOf(part);
    const declared = part.head.parameter('content-type', 'charset') ?? charsetInside(bytes);
    const text = this.#decoder.decode(bytes, declared);
    const isFlowed = /^flowed$/i.test(part.head.parameter('content-type', 'format') ?? '');
    return isFlowed ? unflowed(text, /^yes$/i.test(part.head.parameter('content-type', 'delsp') ?? '')) : text;
  }

  #nameOf({ head }: Part): string {
    const name = head.parameter('content-disposition', 'filename') ?? head.parameter('content-type', 'name') ?? '';
    return decodeHeader(name, this.#decoder).slice(0, 200);
  }

  #warn(code: string, message: string, name: string): void {
    if (this.warnings.length < MAX_WARNINGS) this.warnings.push({ code, message, ...(name ? { field: name } : {}) });
  }
}

const notKept = (name: string) =>
  `The mail was too large to be kept whole, so the attachment ${name ? `"${name}" ` : ''}was left out.`;
const CUT_MESSAGE = 'The mail was too large to be kept whole, so the end of its text was left out.';

/** The charset that the first of the texts declares. */
function charsetOfText(part: Part): string | undefined {
  if (part.children.length === 0)
    return part.head.type.startsWith('text/') ? part.head.parameter('content-type', 'charset') : undefined;
  for (const child of part.children) {
    const found = charsetOfText(child);
    if (found) return found;
  }
  return undefined;
}

/** The charset a page or a document names itself. */
function charsetInside(bytes: Uint8Array): string | undefined {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return bytes[0] === 0xff ? 'utf-16le' : 'utf-16be';
  }
  const start = String.fromCharCode(...bytes.subarray(0, 2000));
  return /(?:<meta[^<>]{0,200}charset|<\?xml[^<>]{0,200}encoding)\s*=\s*["']?([\w-]{2,40})/i.exec(start)?.[1];
}

/** HTML that was sent as plain text. */
function looksHtml(text: string): boolean {
  return /^\s*(?:<!doctype html|<html|<body|<table|<div|<p>|<br)/i.test(text);
}

/** Shorter lines end where their writer ended them, whatever the declaration says. */
const SHORTEST_FLOWED = 50;

/** RFC 3676: a line that ends with a space goes on in the next one. */
function unflowed(text: string, delSp: boolean): string {
  const lines = text.split(/\r?\n/);
  const joined: string[] = [];
  let parts: string[] = [];
  for (const [i, sent] of lines.entries()) {
    const line = sent.startsWith(' ') ? sent.slice(1) : sent;
    const next = lines[i + 1];
    const goesOn =
      line.endsWith(' ') && line.length >= SHORTEST_FLOWED && next !== undefined && !/^\s*>|^\s*$/.test(next);
    parts.push(goesOn && delSp ? line.slice(0, -1) : line);
    if (goesOn) continue;
    joined.push(parts.join(''));
    parts = [];
  }
  return joined.join('\n');
}
