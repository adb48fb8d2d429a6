import { HTTPException } from 'hono/http-exception';
import type { z } from 'zod';
import { logProblem } from '../../log.ts';
import { NotDurable } from '../../queue/send.ts';
import { LIMIT_PERIOD } from '../../ways-in/doors/limit.ts';
import { Problem } from './problem.ts';

/** What is thrown is made when it is thrown: an error made at start-up costs every start, and shows where that was. */
const tryAgain = () =>
  new Problem(503, 'try_again', 'Kelet could not do this just now. Send it again in half a minute.');

/** Turns whatever a handler threw into a problem document. */
export function answerError(error: Error): Response {
  if (error instanceof Problem) return error.toResponse(HEADERS[error.status]);
  if (error instanceof HTTPException) return fromHttp(error).toResponse();
  if (!(error instanceof NotDurable)) logProblem('api request failed', { error });
  return tryAgain().toResponse(HEADERS[503]);
}

/** What a status must be told with. */
const HEADERS: Record<number, Record<string, string>> = {
  401: { 'www-authenticate': 'Bearer' },
  429: { 'retry-after': String(LIMIT_PERIOD) },
  503: { 'retry-after': '30' },
};

function fromHttp({ status, message }: HTTPException): Problem {
  if (status === 415) {
    return new Problem(415, 'unsupported_media_type', 'Send the body as JSON, with Content-Type: application/json.');
  }
  if (status === 413) return new Problem(413, 'too_large', 'The body is larger than 256 KB.');
  if (status === 400 && /form ?data/i.test(message)) return unreadableForm();
  if (status === 400) return new Problem(400, 'unreadable', 'The body is not well-formed JSON.');
  return new Problem(status, 'refused', message);
}

const unreadableForm = () =>
  new Problem(
    400,
    'unreadable',
    'The form cannot be read. Send multipart/form-data with its boundary, as `curl -F file=@contacts.xlsx` does.',
  );

interface Validation {
  success: boolean;
  target: string;
  error?: z.ZodError;
}

/** What a request's parameters and body are checked with: the first thing wrong, by its name. */
export function checkValidation(result: Validation): void {
  const issue = result.success ? undefined : result.error?.issues[0];
  if (!issue) return;
  const isBody = result.target === 'json' || result.target === 'form';
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const field = [...issue.path, ...keys].map(String).join('.');
  const where = isBody ? 'The body' : 'The address';
  const detail = field ? `${field}: ${issue.message}.` : `${where}: ${issue.message}.`;
  throw new Problem(isBody ? 422 : 400, 'invalid', detail, field || undefined);
}
