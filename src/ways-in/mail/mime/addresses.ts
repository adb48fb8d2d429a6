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

const ADDRESS = /[^\s<>()[\]\\,;:"'*|]+@[^\s<>()[\]\\,;:"'*|]+\.[^\s<>()[\]\\,;:"'*|]+/u;
const VIA = /["']?\s+(?:via|באמצעות|durch)\s+\S.{0,100}$/iu;
const MAX_HEADER = 5000;

/** The mailboxes of an address header; its value has a character a byte. */
export function readMailboxes(value: string, decoder: MailDecoder): Mailbox[] {
  const sent = value.slice(0, MAX_HEADER);
  if (sent.trim() === '') return [];
  const { value: list, restore } = protectHeader(sent, decoder);
  const boxes = addressParser(list, { flatten: true }).flatMap(({ name, address = '' }) => {
    const shown = restore(name);
    const box = { name: nameOf(shown), address: restore(address).trim(), ...(VIA.test(shown) ? { isVia: true } : {}) };
    return ADDRESS.test(box.address) ? [box] : [];
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
  const found = ADDRESS.exec(line);
  if (!found) {
    const name = nameOf(line);
    return name === '' || name.length > 100 ? undefined : { name, address: '' };
  }
  const before = nameOf(line.slice(0, found.index));
  const inBrackets = /\(([^()@]{2,80})\)/.exec(line.slice(found.index + found[0].length))?.[1];
  return { name: before || nameOf(inBrackets ?? ''), address: found[0].replace(/\.+$/, '') };
}

/** A display name as a person says it: without quotes, `via …`, an address, and with `Levi, Dana` turned around. */
function nameOf(sent: string): string {
  const name = bare(sent)
    .replace(/[<([*]+\s*$/, '')
    .replace(/^[\s"'*<([]+|[\s"'*>)\]]+$/g, '')
    .replace(VIA, '')
    .replace(/["']+$/, '')
    .trim();
  if (name.includes('@')) return '';
  const [, last, first] = /^([^,]{1,40}),\s*([^,]{1,40})$/.exec(name) ?? [];
  return last && first ? `${first.trim()} ${last.trim()}` : name;
}

const PROGRAM =
  /^(?:(?:do[._-]?not|don[._-]?t|no|donot|never)[._-]?(?:reply|respond|answer).*|no-?mail|.*no-?reply|wordpress|wp|wpforms|elementor|wix(?:forms)?|mailer(?:-daemon)?|postmaster|notifications?|notify|alerts?|automated|auto|robot|bot|system|server|daemon|root|nobody|apache|www(?:-data)?|http|php|forms?|web-?forms?|form-?mail(?:er)?|webmaster|website|web|site|smtp|cron|bounces?(?:[+-].*)?)$/i;

/** Whether an address is a program's, to which no person belongs: `no-reply@…`, `wordpress@…`. */
export function isProgram(address: string): boolean {
  return PROGRAM.test(address.slice(0, Math.max(0, address.lastIndexOf('@'))).replace(/\+.*$/, ''));
}
