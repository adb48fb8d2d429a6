/** What a refusal is about, for the program that asked: other contacts, by their customer numbers. */
export interface RefusalFacts {
  /** The contact was merged into this one. */
  mergedInto?: number;
  /** These contacts match, strongest first. */
  matches?: { number: number; matchedBy: string[] }[];
  /** What was sent is kept, as this lead or import. */
  leadId?: string;
  importId?: string;
}

/**
 * What a verb was asked cannot be done, and why: a value, never thrown by a verb. `message` is English and says what to
 * do; `status` is the HTTP status of the answer.
 */
export class Refusal {
  readonly code: string;
  readonly status: 400 | 403 | 404 | 409 | 410 | 412 | 413 | 415 | 422 | 507;
  readonly message: string;
  readonly field: string | undefined;
  readonly facts: RefusalFacts | undefined;

  constructor(status: Refusal['status'], code: string, message: string, field?: string, facts?: RefusalFacts) {
    this.code = code;
    this.status = status;
    this.message = message;
    this.field = field;
    this.facts = facts;
  }
}

/** There is no such thing, or it belongs to another database. */
export const notFound = (what: string) =>
  new Refusal(404, `no_such_${what.replaceAll(' ', '_')}`, `There is no such ${what} in this database.`);

/** An `Idempotency-Key` that came with other content before. */
export const KEY_REUSED = new Refusal(
  409,
  'idempotency_key_reused',
  'This Idempotency-Key was used for another request. Use a new key for each new request.',
);

/** The first request with an `Idempotency-Key` has not ended. */
export const UNDER_WAY = new Refusal(
  409,
  'under_way',
  'A request with this Idempotency-Key is still being carried out. Send it again in a moment.',
);

/** What HTTP calls a status, as the title of a problem document (RFC 9457). */
export const titleOf = (status: number): string => TITLES[status] ?? 'Error';

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  426: 'Upgrade Required',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
  507: 'Insufficient Storage',
};
