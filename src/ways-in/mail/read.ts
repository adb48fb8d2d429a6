import type { Pair, Rejection, Submission, Warning } from '../../lead/submission.ts';
import { logProblem } from '../../log.ts';
import { type Charset, MAIL_TYPE, type Raw } from '../way-in.ts';
import { readDocuments } from './documents.ts';
import type { Knows } from './form-labels.ts';
import { findForwarded } from './forward.ts';
import { KEPT_ASIDE, type Kind, kindOf } from './kind.ts';
import { type Letter, type LetterReading, mainRows, readLetter } from './letter.ts';
import { isSentByProgram } from './machines.ts';
import type { Mailbox } from './mime/addresses.ts';
import { readHead } from './mime/head.ts';
import { isReplySubject, withoutForwardPrefix } from './mime/header-words.ts';
import { type ParsedMail, parseMail } from './parse.ts';
import { ownText } from './text/plain.ts';
import { rowText } from './text/rows.ts';

/** What a mail holds: its leads, and why they are kept aside; or why it cannot be read. */
export type MailReading =
  | { ok: true; charset: string; submissions: Submission[]; warnings: Warning[]; quarantine: Kind | null }
  | { ok: false; rejection: Rejection };

/** Mails inside mails that are opened. */
const MAX_DEPTH = 4;

/** Whether kept bytes are a mail's. */
export const isMail = (raw: Pick<Raw, 'contentType'>) => raw.contentType === MAIL_TYPE;

/** The Message-ID of a mail's bytes, by which it is known when it comes again. */
export const mailId = ({ body }: Pick<Raw, 'body'>) =>
  readHead(body, '').head.get('message-id')?.slice(0, 500) || undefined;

/** How much of a mail's text is compared: one that is cut off ends where what servers wrote above it lets it. */
const COMPARED_BYTES = 16_384;
/** What its sender wrote into the head of a mail, and no server on its way. */
const WRITTEN = /^(?:from|to|cc|reply-to|subject|date):/i;

/** What a mail's bytes say, without what servers add above it on the way. */
export function mailWords({ body }: Pick<Raw, 'body'>): string {
  const text = new TextDecoder('windows-1252').decode(body.subarray(0, 4 * COMPARED_BYTES));
  const blank = /\r?\n\r?\n/.exec(text);
  const [head, rest] = blank ? [text.slice(0, blank.index), text.slice(blank.index + blank[0].length)] : [text, ''];
  const written = head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .filter((line) => WRITTEN.test(line));
  return [...written, rest.slice(0, COMPARED_BYTES)].join('\n');
}

/**
 * Reads the bytes of a mail into its leads: an XML document, a filled-in form, a forwarded mail or what somebody wrote.
 * @param knows what the channel makes of a label.
 */
export function readMail(raw: Raw, { charset, knows }: { charset?: Charset; knows: Knows }): MailReading {
  try {
    const mail = parseMail(raw.body, charset);
    if (!mail) return UNREADABLE;
    return read(mail, new URLSearchParams(raw.query).get('from') ?? undefined, { charset, knows });
  } catch (error) {
    // Nobody knows such a mail; should one come, its bytes are kept and it can be read again.
    logProblem('mail not readable', { error });
    return UNREADABLE;
  }
}

const UNREADABLE: MailReading = {
  ok: false,
  rejection: {
    code: 'unreadable',
    status: 400,
    message: 'This mail cannot be read: it has no sender and no text. Its bytes are kept.',
  },
};

interface Options {
  charset: Charset | undefined;
  knows: Knows;
}

function read(mail: ParsedMail, envelopeFrom: string | undefined, options: Options): MailReading {
  const documents = readDocuments(mail);
  if (documents && !Array.isArray(documents)) return { ok: false, rejection: documents };
  const inquiry = documents ? undefined : readInquiry(mail, options, 0);
  if (!documents && !inquiry) return UNREADABLE;
  const isForm = documents !== undefined || inquiry?.isForm === true;
  const submissions = documents ?? (inquiry ? [inquiry.submission] : []);
  const kind = kindOf(mail, envelopeFrom, isForm);
  return {
    ok: true,
    charset: inquiry?.charset ?? mail.charset,
    submissions: submissions.map((one, i) => ({ ...one, pairs: one.pairs.map(aboutMail), ...idOf(one, mail, i) })),
    warnings: [...mail.warnings, ...(inquiry?.warnings ?? []), ...(kind ? [KEPT_ASIDE[kind]] : [])],
    quarantine: kind ?? null,
  };
}

/** What a mail says of itself and of who passed it on: by no word of its name is it an answer of the person. */
const OF_THE_MAIL: ReadonlySet<string> = new Set(
  'Mail-From Mail-Subject Mail-Text Footer Forwarded-By Forwarder-Wrote'.split(' '),
);
const aboutMail = (pair: Pair): Pair => (OF_THE_MAIL.has(pair.name) ? { ...pair, whose: 'other' } : pair);

/** The same Message-ID is the same mail, unless the document in it has an id of its own. */
function idOf(
  { providerLeadId }: Submission,
  { messageId }: ParsedMail,
  i: number,
): Pick<Submission, 'providerLeadId'> {
  if (providerLeadId) return { providerLeadId };
  return messageId ? { providerLeadId: i === 0 ? messageId : `${messageId} ${i}` } : {};
}

interface Inquiry extends LetterReading {
  charset: string;
  warnings: Warning[];
}

/** Who asks, and what: the mail itself, or the one it carries. */
function readInquiry(mail: ParsedMail, options: Options, depth: number): Inquiry | undefined {
  const [attached] = mail.attachedMails;
  if (attached && depth < MAX_DEPTH && mail.type !== 'multipart/report') {
    const inner = parseMail(attached, options.charset);
    const inquiry = inner && readInquiry(inner, options, depth + 1);
    if (inner && inquiry) {
      const { submission: sent, warnings } = inquiry;
      const told = forwarderPairs(mail.from, ownText(mainRows(mail)).text);
      return { ...inquiry, submission: forwarded(sent, told), warnings: [...inner.warnings, ...warnings] };
    }
  }
  const { from, replyTo, subject } = mail;
  const isByProgram = isSentByProgram(mail);
  const found = readQuoted({ from, replyTo, subject, isByProgram, bodies: [mail.plain, mail.html] }, options, depth);
  return found && { ...found, charset: mail.charset, warnings: [] };
}

function readQuoted(letter: Letter, options: Options, depth: number): LetterReading | undefined {
  const { from, subject, bodies } = letter;
  const quotes = depth < MAX_DEPTH ? bodies.map((rows) => findForwarded(rows, subject)) : [];
  const [quoted] = quotes.flatMap((one) => one ?? []);
  // An answer within what was forwarded is a talk that its sender had with others.
  const isTalk = depth > 0 && isReplySubject(quoted?.subject ?? '');
  if (!quoted || isTalk) return readLetter(letter, options.knows);
  // What was forwarded with words above it is what those words are about; nothing below was meant for us.
  const inner: Letter = {
    ...quoted,
    subject: withoutForwardPrefix(quoted.subject || subject),
    bodies: bodies.map((_, i) => quotes[i]?.rows ?? []),
  };
  const next = readQuoted(inner, options, depth + 1);
  return next && { ...next, submission: forwarded(next.submission, forwarderPairs(from, rowText(quoted.before))) };
}

function forwarded(sent: Submission, told: Pair[]): Submission {
  const sender = sent.sender.startsWith('mail-forwarded') ? sent.sender : sent.sender.replace('mail', 'mail-forwarded');
  return { ...sent, sender, pairs: [...sent.pairs, ...told] };
}

function forwarderPairs(from: Mailbox | undefined, text: string): Pair[] {
  const pairs = [
    { name: 'Forwarded-By', value: from?.address ?? '' },
    { name: 'Forwarder-Wrote', value: text },
  ];
  return pairs.filter(({ value }) => value !== '');
}
