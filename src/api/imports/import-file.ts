import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from '../http/api-env.ts';
import { Problem } from '../http/problem.ts';
import { idempotencyKeyOf } from '../http/request-id.ts';

/** A file that somebody sends to be imported, with what is said beside it. */
export interface SentFile {
  name: string;
  said: Record<string, unknown>;
  bytes: ReadableStream<Uint8Array>;
  /** SHA-256 of the bytes, hexadecimal; only for a request that may come again. */
  content: string | null;
}

/** What a body may be that is the file itself. */
export const FILE_TYPES = [
  'application/octet-stream',
  'text/csv',
  'text/plain',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];
const TYPES = ['multipart/form-data', ...FILE_TYPES];

/** Lets in a form or a file; a body of no declared type is neither. */
export const needsFile = createMiddleware<ApiEnv>(async (c, next) => {
  const type = c.req.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  const isNothing = type === undefined && !c.req.raw.body;
  if (!isNothing && !TYPES.includes(type ?? '')) throw wrongType();
  await next();
});

/** Takes the file out of a form, or the body itself. @throws Problem when there is none. */
export async function receiveFile(c: Context<ApiEnv>): Promise<SentFile> {
  const isForm = /^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '');
  const { name: named, ...said } = c.req.query();
  if (!isForm) {
    const { body } = c.req.raw;
    if (!body) throw noFile();
    const name = named?.trim() || 'import.csv';
    if (idempotencyKeyOf(c) === undefined) return { name, said, bytes: body, content: null };
    return sent(name, said, new Blob([await c.req.raw.arrayBuffer()]), true);
  }
  const form = await c.req.formData();
  const fields = new Map<string, File | string>(form.entries());
  const file = fields.get('file');
  fields.delete('file');
  // Typed in, it is text of a table.
  const blob = typeof file === 'string' ? new Blob([file]) : file;
  if (!blob) throw noFile();
  if (!blob.size) throw emptyFile();
  const name = (blob instanceof File && blob.name.trim()) || named?.trim() || 'import.csv';
  return sent(name.slice(0, 255), { ...said, ...Object.fromEntries(fields) }, blob, idempotencyKeyOf(c) !== undefined);
}

async function sent(name: string, said: SentFile['said'], blob: Blob, mayComeAgain: boolean): Promise<SentFile> {
  const content = mayComeAgain ? hexadecimal(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())) : null;
  return { name, said, bytes: blob.stream(), content };
}

const hexadecimal = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const wrongType = () =>
  new Problem(
    415,
    'unsupported_media_type',
    'Send the file in a form, as `curl -F file=@contacts.xlsx` does, or as the body itself with Content-Type: application/octet-stream.',
  );

const noFile = () =>
  new Problem(
    422,
    'no_file',
    'No file came. Send it as multipart form data in the field "file", or as the body itself with ?name=…',
    'file',
  );

const emptyFile = () => new Problem(422, 'empty_file', 'The file is empty.', 'file');
