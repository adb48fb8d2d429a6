import { channelSchema } from '../../../src/lead/channel/channel.ts';
import { understand } from '../../../src/ways-in/understand.ts';

const channel = channelSchema.parse({ id: 'ch_1', databaseId: 'db_1', name: 'Mail', waysIn: ['mail'] });

export const utf8 = (text: string) => new TextEncoder().encode(text);

/** A text of one byte a character, for bytes that are no UTF-8. */
export const bytes = (binary: string) => Uint8Array.from(binary, (character) => character.charCodeAt(0));

interface Parts {
  from?: string;
  subject?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A mail as text. */
export function mail({ from = 'Dana Levi <dana@example.com>', subject = 'Hello', headers = {}, body = 'Text' }: Parts) {
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `From: ${from}\r\nSubject: ${subject}\r\n${more.join('')}\r\n${body.replace(/\r?\n/g, '\r\n')}`;
}

/** A multipart body of these parts, each with its headers. */
export const multipart = (...parts: string[]) => `${parts.map((part) => `--b\r\n${part}\r\n`).join('')}--b--\r\n`;

/** Understands the bytes of a mail on a channel with nothing special, and returns its leads. */
export async function understandMail(sent: string | Uint8Array, envelopeFrom = 'sender@example.com') {
  const query = new URLSearchParams({ from: envelopeFrom }).toString();
  const body = typeof sent === 'string' ? utf8(sent) : sent;
  return understand({ method: 'POST', query, contentType: 'message/rfc822', body }, channel);
}

/** The one lead of a mail. */
export async function readOne(sent: string | Uint8Array, envelopeFrom?: string) {
  const { leads, charset } = await understandMail(sent, envelopeFrom);
  const [lead] = leads;
  if (!lead || leads.length > 1) throw new Error(`${leads.length} leads`);
  return { ...lead, ...lead.lead, charset, codes: lead.lead.warnings.map(({ code }) => code) };
}
