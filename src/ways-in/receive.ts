import type { Raw } from '../lead/raw.ts';
import type { Rejection } from '../lead/submission.ts';
import { MAIL_TYPE } from './way-in.ts';

export const MAX_BODY_BYTES = 65_536;
export const MAX_QUERY_CHARACTERS = 16_384;

/**
 * Takes a request's bytes, no more of them than a lead may have.
 * @returns the raw bytes, and a refusal when there were more; then `raw` holds the beginning.
 */
export async function receive(request: Request): Promise<{ raw: Raw; refused: Rejection | undefined }> {
  const query = request.url.split('#')[0]?.split('?').slice(1).join('?') ?? '';
  const { body, isWhole } = await readBytes(request);
  const raw: Raw = {
    method: request.method === 'GET' ? 'GET' : 'POST',
    query: query.slice(0, MAX_QUERY_CHARACTERS),
    contentType: postedType(request.headers.get('content-type') ?? ''),
    body,
  };
  if (!isWhole) return { raw, refused: tooLarge(`The body is larger than ${MAX_BODY_BYTES / 1024} KB.`) };
  if (query.length > MAX_QUERY_CHARACTERS) return { raw, refused: tooLarge('The address is longer than 16 KB.') };
  return { raw, refused: undefined };
}

/** The type under which mails are kept is theirs alone: a posted one must not be read as if it had come by mail. */
const postedType = (type: string): string =>
  type.trim().toLowerCase() === MAIL_TYPE ? `${MAIL_TYPE}; posted` : type.slice(0, 200);

const tooLarge = (fact: string): Rejection => ({
  code: 'too_large',
  status: 413,
  message: `${fact} Send one lead at a time without attachments, or import many as a file.`,
});

async function readBytes(request: Request): Promise<{ body: Uint8Array; isWhole: boolean }> {
  // HTTP itself holds a body to its declared length, so a small one is taken in one piece: that is four times cheaper.
  if (Number(request.headers.get('content-length') ?? Number.NaN) <= MAX_BODY_BYTES) {
    const body = new Uint8Array(await request.arrayBuffer());
    return { body: body.subarray(0, MAX_BODY_BYTES), isWhole: body.length <= MAX_BODY_BYTES };
  }
  const stream: ReadableStream<Uint8Array> | null = request.body;
  const body = new Uint8Array(MAX_BODY_BYTES);
  let length = 0;
  if (!stream) return { body: body.slice(0, 0), isWhole: true };
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { body: body.slice(0, length), isWhole: true };
    const room = MAX_BODY_BYTES - length;
    body.set(value.subarray(0, room), length);
    length += Math.min(value.length, room);
    if (value.length > room) {
      await reader.cancel();
      return { body, isWhole: false };
    }
  }
}
