import { addressParser } from 'postal-mime';
import { bare } from '../text/rows.ts';
import { decodeHeader, protectHeader } from '../words.ts';
import type { MailDecoder } from './mail-text.ts';

/** Somebody a mail names. */
export interface Mailbox {
  /** As a person says it; empty when only the address is known. */
  name: string;
  /** Empty when only the name is known. */
  address: string;
  /** A mailing program's own address, under the name of whoever wrote to it. */
  isVia?: boolean;
}

const VIA = /["']?\s(?:via|באמצעות|durch)\s+\S.{0,100}$/iu;
/** A display name has no more; what is longer is cut, so that no pattern meets a long one. */
const LONGEST_NAME = 200;
const MAX_HEADER = 5000;

/** The mailboxes of an address header; its value has a character a byte. */
export function readMailboxes(value: string, decoder: MailDecoder): Mailbox[] {
  const sent = value.slice(0, MAX_HEADER);
  if (sent.trim() === '') return [];
  const { value: list, restore } = protectHeader(sent, decoder);
  const boxes = addressParser(list, { flatten: true }).flatMap(({ name, address = '' }) => {
    const shown = restore(name);
    const box = { name: nameOf(shown), address: restore(address).trim(), ...(VIA.test(shown) ? { isVia: true } : {}) };
    return findAddress(box.address) ? [box] : [];
  });
  if (boxes.length > 0) return boxes;
  // Some put the address into the encoded word, or write no address at all.
  const quoted = readMailbox(decodeHeader(sent, decoder));
  return quoted ? [quoted] : [];
}

/** The mailbox in a line of text: `Dana Levi <dana@example.com>`, `[mailto:…]`, an address or a name alone. */
export function readMailbox(text: string): Mailbox | undefined {
  const line = bare(text)
    .slice(0, 1000)
    .replace(/<?\[?\b(?:mailto|smtp):/gi, ' <');
  const found = findAddress(line);
  if (!found) {
    const name = nameOf(line);
    return name === '' || name.length > 100 ? undefined : { name, address: '' };
  }
  const before = nameOf(line.slice(0, found.start));
  const inBrackets = /\(([^()@]{2,80})\)/.exec(line.slice(found.end))?.[1];
  return { name: before || nameOf(inBrackets ?? ''), address: line.slice(found.start, found.end) };
}

const IN_LOCAL = /[^\s<>()[\]\\,;:"*|@]/u;
const DOMAIN = /[^\s<>()[\]\\,;:"'*|@]{1,255}/uy;
const LONGEST_LOCAL = 64;

/**
 * The first e-mail address in a line, by its place. Every `@` is looked at once, and no further than an address
 * reaches.
 */
function findAddress(line: string): { start: number; end: number } | undefined {
  for (let at = line.indexOf('@'); at !== -1; at = line.indexOf('@', at + 1)) {
    DOMAIN.lastIndex = at + 1;
    const domain = DOMAIN.exec(line)?.[0].replace(/(?<!\.)\.+$/, '') ?? '';
    if (domain.indexOf('.') < 1) continue;
    let start = at;
    while (start > 0 && at - start < LONGEST_LOCAL && IN_LOCAL.test(line[start - 1] ?? '')) start--;
    // Quotes around an address are no part of it; within one, as in `o'brien@…`, they are.
    while (start < at && line[start] === "'") start++;
    if (start < at && line[start - 1] !== '@') return { start, end: at + 1 + domain.length };
  }
  return undefined;
}

/** A display name as a person says it: without quotes, `via …`, an address, and with `Levi, Dana` turned around. */
function nameOf(sent: string): string {
  const shown = bare(sent);
  const start = /^[\s"'*<([]*/.exec(shown)?.[0].length ?? 0;
  const name = shown
    .slice(start, start + LONGEST_NAME)
    .replace(VIA, '')
    .replace(/(?<![\s"'*<>()[\]])[\s"'*<>()[\]]+$/, '');
  if (name.includes('@')) return '';
  const [, last, first] = /^([^,]{1,40}),\s*([^,]{1,40})$/.exec(name) ?? [];
  return last && first ? `${first.trim()} ${last.trim()}` : name;
}

const PROGRAM =
  /^(?:(?:do[._-]?not|don[._-]?t|no|donot|never)[._-]?(?:reply|respond|answer).*|no-?mail|.*no-?reply|wordpress|wp|wpforms|elementor|wix(?:forms)?|mailer(?:-daemon)?|postmaster|notifications?|notify|alerts?|automated|auto|robot|bot|system|server|daemon|root|nobody|apache|www(?:-data)?|http|php|forms?|web-?forms?|form-?mail(?:er)?|webmaster|website|web|site|smtp|cron|bounces?(?:[+-].*)?)$/i;

const MACHINE =
  /^(?:pbx|ivr|centrex|3cx|asterisk|freepbx|switchboard|telephony|voice-?mail|voice-?message|vm|missed-?calls?|calls|call-?(?:notification|alert)s?|fax|e-?fax|fax2mail|fax2email|sms|sms2mail|sms-?gateway|chat|live-?chat|chat-?bot|bot|whatsapp|voip|callcenter-?bot|leads?|new-?leads?|crm|webforms?|contact-?forms?)(?:[._+-].*)?$/i;

/** Whether an address is a program's, to which no person belongs: `no-reply@…`, `wordpress@…`. */
export function isProgram(address: string): boolean {
  const local = address.slice(0, Math.max(0, Math.min(address.lastIndexOf('@'), 100)));
  return MACHINE.test(local) || PROGRAM.test(local.replace(/\+.*/s, ''));
}
