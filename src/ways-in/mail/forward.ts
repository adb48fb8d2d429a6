import { type Mailbox, readMailbox } from './mime/addresses.ts';
import {
  announcedHeader,
  isForwardSubject,
  isReplySubject,
  markerOf,
  type QuotedHeader,
  quotedHeader,
  splitHeaders,
} from './mime/header-words.ts';
import { isWroteLine, writerIn } from './mime/wrote-line.ts';
import { bare, lineOf, type Row } from './text/rows.ts';

/** A mail quoted whole in another. */
export interface Forwarded {
  from: Mailbox;
  replyTo: Mailbox | undefined;
  subject: string;
  rows: Row[];
  /** What the forwarder wrote above. */
  before: Row[];
}

/** Lines of a mail in which the quotation is looked for. */
const MOST_LINES = 2000;
const MOST_HEADERS = 40;
/** Blank lines that some programs put between the lines of a quoted header. */
const MOST_BLANK = 2;

/**
 * Finds the mail that was forwarded inline, as Gmail, Outlook, Apple Mail, Yahoo and Thunderbird quote it. An answered
 * mail is quoted much the same way, so that without a forwarding program's own line the subject must not say `Re:`.
 */
export function findForwarded(rows: readonly Row[], subject: string): Forwarded | undefined {
  const lines = rows.slice(0, MOST_LINES).map((row) => bare(lineOf(row)));
  const isForward = isForwardSubject(subject);
  let announced: { at: number; kind: 'forwarded' | 'original' } | undefined;
  for (let at = 0; at < lines.length; at++) {
    const line = withoutQuoting(lines[at] ?? '');
    if (line === '') continue;
    const whole = announcedHeader(line);
    const mail = whole && readBlock(splitHeaders(whole), 0)?.mail;
    if (mail) return { ...mail, rows: unquoted(rows.slice(at + 1), lines[at] ?? ''), before: rows.slice(0, at) };
    const marker = markerOf(line);
    if (marker) {
      announced = { at, kind: marker };
      continue;
    }
    const block = line.includes(':') || line.includes('：') ? readBlock(lines, at) : undefined;
    if (block) {
      const isAnnounced = announced !== undefined && isNear(lines, announced.at, at);
      const isMeant =
        (isAnnounced && announced?.kind === 'forwarded') ||
        isForward ||
        (!isReplySubject(subject) && (isAnnounced || isEmpty(lines, at)));
      if (isMeant && (isAnnounced || block.count >= 3)) {
        const end = isAnnounced && announced ? announced.at : at;
        return { ...block.mail, rows: unquoted(rows.slice(block.end), lines[at] ?? ''), before: rows.slice(0, end) };
      }
      at = block.end - 1;
    }
  }
  return findWritten(rows, lines, subject);
}

/** Outlook for Mac and phones forward as others answer: `On …, Dana Levi <dana@example.com> wrote:`, and the text. */
function findWritten(rows: readonly Row[], lines: readonly string[], subject: string): Forwarded | undefined {
  const isForward = isForwardSubject(subject);
  if (isReplySubject(subject) && !isForward) return undefined;
  for (let at = 0; at < lines.length; at++) {
    const found = wroteLine(lines, at);
    if (!found) continue;
    const from = writerIn(found.line);
    const below = lines.slice(found.end).filter((line) => line !== '');
    const quoted = below.filter((line) => line.startsWith('>')).length;
    // An answer below its quotation has lines of both kinds.
    const isWhole = quoted === 0 || quoted === below.length;
    if (!from || !(isForward || (isEmpty(lines, at) && isWhole))) return undefined;
    const mark = below[0]?.startsWith('>') ? '>' : (lines[at] ?? '');
    return {
      from,
      replyTo: undefined,
      subject: '',
      rows: unquoted(rows.slice(found.end), mark),
      before: rows.slice(0, at),
    };
  }
  return undefined;
}

/** Such a line, which mail programs break in two or three where it is long. */
export function wroteLine(lines: readonly string[], at: number): { line: string; end: number } | undefined {
  // A date is in the first line or in the second.
  if (!/\d/.test(lines[at] ?? '') && !/\d/.test(lines[at + 1] ?? '')) return undefined;
  let line = '';
  for (let end = at; end < Math.min(at + 3, lines.length); end++) {
    const next = withoutQuoting(lines[end] ?? '');
    if (next === '') return undefined;
    line = `${line} ${next}`.trim();
    if (isWroteLine(line)) return { line, end: end + 1 };
    if (/[:：]$/.test(next)) return undefined;
  }
  return undefined;
}

interface Block {
  mail: Pick<Forwarded, 'from' | 'replyTo' | 'subject'>;
  /** The first line after it. */
  end: number;
  count: number;
}

function readBlock(lines: readonly string[], start: number): Block | undefined {
  const found = new Map<QuotedHeader, string>();
  let last: QuotedHeader | undefined;
  let blank = 0;
  let end = start;
  for (let at = start; at < lines.length && at < start + MOST_HEADERS; at++) {
    const line = withoutQuoting(lines[at] ?? '');
    if (line === '') {
      blank += 1;
      if (blank > MOST_BLANK || isWhole(found)) break;
      continue;
    }
    const header = quotedHeader(line);
    if (header && !found.has(header.kind)) {
      found.set(header.kind, header.value);
      last = header.kind;
    } else if (header) {
      if (header.kind !== 'other') break;
    } else if (last && blank === 0 && goesOn(found.get(last) ?? '', line)) {
      found.set(last, `${found.get(last) ?? ''} ${line}`.trim());
    } else break;
    blank = 0;
    end = at + 1;
  }
  const from = readMailbox(found.get('from') ?? '');
  if (!from || found.size < 2) return undefined;
  // A sender named without an address is one only among the other lines of a quoted header.
  if (from.address === '' && !found.has('date')) return undefined;
  const mail = { from, replyTo: readMailbox(found.get('replyTo') ?? ''), subject: found.get('subject') ?? '' };
  return { mail, end, count: found.size };
}

const isWhole = (found: ReadonlyMap<QuotedHeader, string>) => found.has('from') && found.size >= 4;

/** A long list of recipients, or the value under its label. */
function goesOn(value: string, line: string): boolean {
  return value === '' || /[,;<]\s*$/.test(value) || /^[<(]?[^\s@]+@[^\s@]+$/.test(line);
}

function isNear(lines: readonly string[], marker: number, at: number): boolean {
  return at - marker <= 4 && lines.slice(marker + 1, at).every((line) => withoutQuoting(line) === '');
}

function isEmpty(lines: readonly string[], end: number): boolean {
  return lines.slice(0, end).every((line) => /^[\s_=-]*$/.test(line));
}

function withoutQuoting(line: string): string {
  return line.replace(/^(?:>\s?)+/, '').trim();
}

/** No talk goes to and fro so often; a pattern that counts further takes long to make. */
const DEEPEST = 200;

/** The quoted mail without the marks it was quoted with. */
function unquoted(rows: readonly Row[], header: string): Row[] {
  const depth = /^(?:>\s?)*/.exec(header)?.[0].split('>').length ?? 1;
  if (depth < 2) return [...rows];
  const marks = new RegExp(`^\\s*(?:>[ ]?){1,${Math.min(depth - 1, DEEPEST)}}`);
  return rows.map((row) => row.map((cell) => cell.replace(marks, '')));
}
