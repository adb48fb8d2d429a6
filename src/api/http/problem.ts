import { z } from '@hono/zod-openapi';
import { Refusal, titleOf } from '../../refusal.ts';
import { LIMIT_PERIOD } from '../../ways-in/doors/limit.ts';

/** An answer that refuses, as RFC 9457 writes it. Thrown by handlers; `answerError` turns it into the response. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly field: string | undefined;
  /** Further members of the document, such as the contacts that are meant. */
  readonly facts: Record<string, unknown> | undefined;

  constructor(status: number, code: string, message: string, field?: string, facts?: Record<string, unknown>) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
    this.facts = facts;
  }

  /** The response: `application/problem+json`. */
  toResponse(headers: Record<string, string> = {}): Response {
    const { status, code, message: detail, field, facts } = this;
    const title = titleOf(status);
    const about = { ...(field === undefined ? {} : { field }), ...facts };
    const body = { type: 'about:blank', title, status, code, detail, ...about };
    return new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    });
  }
}

/** So many wrong keys come from one address that it is told to wait; a right one is never turned away for them. */
export const tooManyWrongKeys = () =>
  new Problem(429, 'too_many_wrong_keys', `Too many wrong keys came from here. Wait ${LIMIT_PERIOD} seconds.`);

/** What a verb returned, unless it refused. */
export function accepted<T>(result: T | Refusal): T {
  if (!(result instanceof Refusal)) return result;
  const { status, code, message, field, facts: { leadId, importId } = {} } = result;
  throw new Problem(status, code, message, field, {
    ...(leadId === undefined ? {} : { leadId }),
    ...(importId === undefined ? {} : { importId }),
  });
}

/** What was looked for, if it is there. */
export function found<T>(result: T | undefined, what: string): T {
  if (result === undefined) throw new Problem(404, `no_such_${what}`, `There is no such ${what} in this database.`);
  return result;
}

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().openapi({ description: 'What is wrong, for programs', example: 'no_such_contact' }),
    detail: z.string().openapi({ description: 'What is wrong and what to do, for people' }),
    field: z.string().optional().openapi({ description: 'The field or parameter concerned' }),
    mergedInto: z
      .string()
      .optional()
      .openapi({ description: 'With `merged`: the contact that this one is now part of' }),
    matches: z
      .array(z.object({ contactId: z.string(), matchedBy: z.array(z.string()) }))
      .optional()
      .openapi({ description: 'With `contact_known`: who matches, and by what' }),
  })
  .openapi('Problem');

const content = { 'application/problem+json': { schema: problemSchema } };

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** What an operation with a body may answer besides, for the document. */
export const bodyProblems = {
  413: { description: 'The body is larger than 256 KB; a lead, larger than 64 KB', content: PROBLEM },
  415: { description: 'The body is not JSON', content: PROBLEM },
};

/** Answers every operation may give. */
export const problems = {
  400: { description: 'A parameter or the body cannot be read', content },
  401: { description: 'No key, a wrong one or a revoked one', content },
  403: { description: 'The key lacks the scope', content },
  404: { description: 'No such thing in this database', content },
  410: { description: 'The contact was merged into another one, which `mergedInto` names', content },
  409: { description: 'It stands against something that is there', content },
  422: { description: 'Readable, but not acceptable', content },
  503: { description: 'Not possible just now; `Retry-After` says when to come again', content },
  429: { description: 'Too many requests with this key; `Retry-After` says when to come again', content },
};
