import { bare } from './text/rows.ts';

/** How mails call the message beyond what forms call it. */
const MESSAGE =
  /^(?:message body|(?:write|leave|add|type) (?:a|your) message|message content|email body|your comments?|תוכן המייל|הודעתך|הודעת הפונה|כתוב הודעה|השאר הודעה)$/i;

/** Whether a label asks for the message. */
export const isMessage = (label: string) => MESSAGE.test(label);

const LABELLED = /^[\s>*_•·▪\-–]{0,10}([^:：=\n]{1,80}?)[\s*_]{0,4}(?:[:：]|\s=\s|=(?=\S))(.*)$/su;
const DASHED = /^([^-–—]{1,40}?)\s+[-–—]\s+(\S.{0,200})$/u;
const LONGEST = 200;

/** The label and the value of `label: value`, also `*label:* value` and `label = value`; the value may be empty. */
export function labelBefore(line: string): { label: string; value: string } | undefined {
  if (!/[:：=]/.test(line.slice(0, LONGEST))) return undefined;
  const [, before = '', rest = ''] = LABELLED.exec(line) ?? [];
  const label = mailLabelOf(before);
  return label === ''
    ? undefined
    : { label, value: withoutBold(rest.trim(), /^[\s>•·▪\-–]{0,10}([*_]{1,2})/.exec(line)?.[1]) };
}

/**
 * A value without the stars of bold text, which a mail program wrote: those of `*label:* value`, or those around it.
 */
function withoutBold(value: string, opened: string | undefined): string {
  if (opened !== undefined && value.startsWith(opened) && !value.endsWith(opened))
    return value.slice(opened.length).trim();
  const around = /^(\*{1,2}|_{1,2})(?=[^\s*_])(?:.*[^\s*_])?\1$/su.exec(value)?.[1];
  return around === undefined ? value : value.slice(around.length, -around.length);
}

/** The label and the value of `label - value`. */
export function beside(line: string): { label: string; value: string } | undefined {
  const [, before = '', value = ''] = DASHED.exec(line) ?? [];
  return value === '' ? undefined : { label: mailLabelOf(before), value };
}

/** A label without bullets, stars and colon. */
export function mailLabelOf(text: string): string {
  return bare(text.slice(0, LONGEST))
    .replace(/^[\s>*_•·▪\-–]+/, '')
    .replace(/(?<![\s:：*_])[\s:：*_]+$/, '');
}

/** Whether a line may be the value under the label before it. */
export const looksLikeValue = (line: string) => bare(line) !== '' && !/[:：]\s*$/.test(line.slice(-LONGEST));

const ONE_LINE: ReadonlySet<string | undefined> = new Set(
  'fullName firstName lastName company namePrefix title phone mobile otherPhone fax email idNumber gender birthDate url city postalCode country'.split(
    ' ',
  ),
);

/** Whether a field's value never goes on in a second line. */
export const isOneLine = (target: string | undefined) => ONE_LINE.has(target);
/** Whether a field holds what somebody wrote, blank lines included. */
export const isText = (target: string | undefined) => target === 'notes' || target === 'stepNotes';

/** A value without the addresses that mail programs write behind what they made a link of. */
export function withoutLinks(value: string): string {
  return value.replace(/\s?[<[](?:mailto|tel|callto|sms|whatsapp):[^<>[\]\s]{0,300}[>\]]/gi, '').trim();
}
