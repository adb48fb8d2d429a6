import PostalMime from 'postal-mime';
import { channelSchema } from '../../src/lead/channel/channel.ts';
import { parseMail } from '../../src/ways-in/mail/parse.ts';
import { understand } from '../../src/ways-in/understand.ts';
import { MAIL_TYPE } from '../../src/ways-in/way-in.ts';

/** Whoever reads the mails: Kelet from the bytes to the lead, Kelet's MIME alone, or the library. */
export type Reader = 'kelet' | 'mime' | 'postal-mime';

const channel = channelSchema.parse({ id: 'ch', databaseId: 'db', name: 'Mail', waysIn: ['mail'] });
const query = 'from=wordpress%40example.net';

const READ: Record<Reader, (body: Uint8Array) => unknown> = {
  kelet: (body) => understand({ method: 'POST', query, contentType: MAIL_TYPE, body }, channel),
  mime: (body) => parseMail(body),
  'postal-mime': (body) => PostalMime.parse(body),
};

let mails: Uint8Array[] = [];

/** Mails to be read, each as base64. */
export function keepMails(encoded: string[]): number {
  mails = encoded.map((one) => Uint8Array.from(atob(one), (character) => character.charCodeAt(0)));
  return mails.length;
}

/** Reads all of them so many times; this is what is timed. */
export async function readMails(reader: Reader, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) for (const mail of mails) await READ[reader](mail);
}
