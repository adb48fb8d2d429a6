import type { Rejection } from '../../lead/submission.ts';
import { logProblem } from '../../log.ts';
import { findPublishedChannel } from '../../published/find-channel.ts';
import { NotDurable } from '../../queue/send.ts';
import { type AcceptEnv, accept } from '../accept/accept.ts';
import type { Arrival } from '../accept/arrival.ts';
import { MAIL_TYPE } from '../way-in.ts';
import { MAIL_NOT_ALLOWED } from './mail-not-allowed.ts';
import { lighten, MAX_KEPT_BYTES } from './mime/lighten.ts';

type Incoming = Pick<ForwardableEmailMessage, 'from' | 'to' | 'raw' | 'setReject'>;
type MailEnv = AcceptEnv & Pick<Env, 'CHANNELS'>;

/** A mail larger than this is kept as rejected, with its beginning. */
export const MAX_MAIL_BYTES = 1_048_576;

const NO_CHANNEL = 'There is no such address. Copy it again from the channel page.';

const TOO_LARGE: Rejection = {
  code: 'too_large',
  status: 413,
  message: 'The mail is larger than 1 MB. Only its beginning is kept; ask its sender to send it without attachments.',
};

/**
 * Takes a mail to `{channelKey}@…`, also `{channelKey}+anything@…`, in through the path of every lead. Only mail to an
 * address that is no channel's is bounced; whatever else is wrong with one, it is kept.
 * @throws NotTaken when it could not be made durable, so that the mail comes again.
 */
export async function receiveMail(message: Incoming, env: MailEnv): Promise<void> {
  try {
    await take(message, env);
  } catch (error) {
    // What is thrown here stands in the platform's own log, word for word.
    logProblem('mail not taken', { error });
    if (error instanceof NotDurable) throw new NotDurable(error.message);
    throw new NotTaken('The mail could not be stored just now; it comes again.');
  }
}

/** A mail that could be made durable nowhere. */
export class NotTaken extends Error {
  override name = 'NotTaken';
}

async function take(message: Incoming, env: MailEnv): Promise<void> {
  const receivedAt = Date.now();
  const found = await findPublishedChannel(env, keyOf(message.to), receivedAt);
  if (!found) return message.setReject(NO_CHANNEL);
  const { bytes, isWhole } = await readBytes(message.raw);
  const arrival: Arrival = {
    raw: {
      method: 'POST',
      query: new URLSearchParams({ from: message.from.slice(0, 320) }).toString(),
      contentType: MAIL_TYPE,
      body: isWhole ? lighten(bytes) : lighten(bytes.slice(0, MAX_KEPT_BYTES)),
    },
    receivedAt,
    idempotencyKey: undefined,
    refused: isWhole ? undefined : TOO_LARGE,
  };
  const acceptance = await accept(env, found, arrival);
  // A mail that is not taken is kept all the same: nobody waits for an answer that would say so. What is remembered
  // here may be older than the setting that lets it in, so whoever reads it again with the channel as it is decides.
  if (acceptance.kind === 'not-allowed') await accept(env, { ...found, isKnown: false }, arrival);
  else if (acceptance.kind !== 'receipts') await accept(env, found, { ...arrival, refused: MAIL_NOT_ALLOWED });
}

function keyOf(address: string): string {
  const local = address.trim().replace(/^</, '').split('@')[0] ?? '';
  return local.split('+')[0] ?? '';
}

async function readBytes(stream: ReadableStream<Uint8Array>): Promise<{ bytes: Uint8Array; isWhole: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
    if (length > MAX_MAIL_BYTES) {
      await reader.cancel();
      break;
    }
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { bytes, isWhole: length <= MAX_MAIL_BYTES };
}
