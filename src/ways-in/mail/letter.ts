import type { Pair, Submission } from '../../lead/submission.ts';
import { submission } from '../senders/sender.ts';
import { callerIn } from './call-notice.ts';
import { type Form, readFormMail } from './form.ts';
import type { Knows } from './form-labels.ts';
import { isMachineName, isNotice } from './machines.ts';
import { isProgram, type Mailbox } from './mime/addresses.ts';
import type { ParsedMail } from './parse.ts';
import { labelledPhones, ownText, withoutQuotation } from './text/plain.ts';
import { type Row, rowText } from './text/rows.ts';

/** Who wrote, and what. */
export interface Letter {
  from: Mailbox | undefined;
  replyTo: Mailbox | undefined;
  subject: string;
  /** Its own headers say that a program sent it. */
  isByProgram?: boolean;
  /** The same words in the forms they were sent in, the plain one first. */
  bodies: Row[][];
}

/** What a letter holds. */
export interface LetterReading {
  submission: Submission;
  /** Somebody filled in a form whose answers the mail shows. */
  isForm: boolean;
}

const WAYS_TO_CONTACT = ['phone', 'mobile', 'otherPhone', 'email'] as const;
const OF_FORMS = ['fullName', 'firstName', 'lastName', 'company', 'notes', 'idNumber'] as const;

/** Reads a mail that carries no other: as a filled-in form, or as what somebody wrote. */
export function readLetter(letter: Letter, knows: Knows): LetterReading | undefined {
  const own = new Map(letter.bodies.map((rows) => [rows, withoutQuotation(rows)]));
  const forms = [...own.values()].map((rows) => readFormMail(rows, knows)).filter((form) => isForm(form, letter));
  const [form] = forms.sort((a, b) => b.targets.size - a.targets.size || b.pairs.length - a.pairs.length);
  const rows = mainRows({ plain: letter.bodies[0] ?? [], html: letter.bodies[1] ?? [] });
  const caller = callerIn(letter.subject, rows, !isFromPerson(letter));
  const isReachable = WAYS_TO_CONTACT.some((target) => form?.targets.has(target));
  if (caller && (caller.isLabelled || !isReachable))
    return { isForm: true, submission: submission('mail-form', callPairs(caller.pairs, letter, rows)) };
  const sender = senderPairs(letter, form);
  if (form) {
    const told = form.rest.length === 0 ? '' : rowText(form.rest);
    // What a person wrote around the fields is part of the inquiry; what a program wrote is its heading.
    const around = { name: isFromPerson(letter) ? 'Remarks' : 'Mail-Text', value: told };
    const pairs = [...form.pairs, ...sender, { name: 'Mail-Subject', value: letter.subject }, around];
    return {
      isForm: true,
      submission: submission(
        'mail-form',
        pairs.filter(({ value }) => value !== ''),
      ),
    };
  }
  const { text, signature } = ownText(rows, own.get(rows));
  if (!letter.from?.address && !letter.from?.name && text === '') return undefined;
  const said = [
    { name: 'Remarks', value: letter.subject },
    { name: 'Remarks', value: text },
    ...labelledPhones([...text.split('\n').map((line) => [line]), ...signature], knows),
  ];
  const pairs = [...sender, ...said].filter(({ value }) => value !== '');
  return { isForm: false, submission: submission('mail', pairs) };
}

/** The machine that tells of a call is nobody; whoever rang is the person. */
function callPairs(caller: Pair[], { from, subject }: Letter, rows: readonly Row[]): Pair[] {
  return [
    ...caller,
    { name: 'Remarks', value: subject },
    { name: 'Remarks', value: rowText(withoutQuotation(rows)) },
    { name: 'Mail-From', value: from?.address ?? '' },
  ].filter(({ value }) => value !== '');
}

function isForm({ targets, pairs, rest, signs }: Form, letter: Letter): boolean {
  const contacts = WAYS_TO_CONTACT.filter((target) => targets.has(target)).length;
  const isOfForm = OF_FORMS.some((target) => targets.has(target));
  if (contacts > 0 && isOfForm) return true;
  const isSentByProgram = signs > 1 || !isFromPerson(letter);
  if (contacts > 0) return isSentByProgram || (pairs.length > 2 && rowText(rest) === '');
  return isOfForm && isSentByProgram;
}

function isFromPerson({ from, subject, isByProgram }: Letter): boolean {
  return from !== undefined && isPersonal(from) && !isByProgram && !isNotice(subject) && !isMachineName(from.name);
}

const isPersonal = (box: Mailbox | undefined): boolean =>
  box !== undefined && box.address !== '' && !isProgram(box.address);

/** Who sent it, for what the form does not say: the visitor whom a program names for replies, else the sender. */
function senderPairs(letter: Letter, form: Form | undefined): Pair[] {
  const { from, replyTo } = letter;
  const isWriter = isFromPerson(letter) && (form?.signs ?? 0) < 2;
  const isOtherReply = isPersonal(replyTo) && replyTo?.address.toLowerCase() !== from?.address.toLowerCase();
  const person = isOtherReply && (form || !isWriter) ? replyTo : isWriter ? from : undefined;
  const has = (...targets: (typeof WAYS_TO_CONTACT)[number][]) => targets.some((target) => form?.targets.has(target));
  const isNamed = form && OF_FORMS.slice(0, 3).some((target) => form.targets.has(target));
  // A form that says how to reach somebody is about that person, whoever's mailbox sent it.
  const isOwn = form && person && (person === replyTo || !has(...WAYS_TO_CONTACT) || isNamedIn(form, person));
  const isNeeded = !form || (!has('email') && isOwn);
  const others = [
    ...(from?.address && !(from === person && isNeeded) ? [{ name: 'Mail-From', value: from.address }] : []),
    ...(isOtherReply && replyTo && replyTo !== person ? [{ name: 'Reply-To', value: replyTo.address }] : []),
  ];
  if (!person && !form && from?.name && !from.address) return [{ name: 'FullName', value: from.name }, ...others];
  if (!person || !isNeeded) return others;
  return [
    ...(isNamed ? [] : [{ name: 'FullName', value: person.name }]),
    { name: 'Email', value: person.address },
    ...others,
  ];
}

/** Whether the form's name is the sender's own: then the form is theirs, and not sent from a shared mailbox. */
function isNamedIn({ pairs }: Form, { name }: Mailbox): boolean {
  const words = name.toLowerCase().split(/\s+/);
  return pairs.some(
    ({ value }) =>
      value.length < 100 && words.some((one) => one.length > 1 && value.toLowerCase().split(/\s+/).includes(one)),
  );
}

/** The text a person reads: the plain one, unless it only says that there is another. */
export function mainRows({ plain, html }: Pick<ParsedMail, 'plain' | 'html'>): Row[] {
  const text = rowText(plain);
  const shown = rowText(html);
  const isStub = text === '' || (text.length < 200 && shown.length > text.length && /\bhtml\b/i.test(text));
  return isStub && shown !== '' ? html : plain;
}
