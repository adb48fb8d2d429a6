/** What a refusal is about, for the program that asked: other contacts, by their customer numbers. */
export interface RefusalFacts {
  /** The contact was merged into this one. */
  mergedInto?: number;
  /** These contacts match, strongest first. */
  matches?: { number: number; matchedBy: string[] }[];
}

/**
 * What a verb was asked cannot be done, and why: a value, never thrown by a verb. `message` is English and says what to
 * do; `status` is the HTTP status of the answer.
 */
export class Refusal {
  readonly code: string;
  readonly status: 403 | 404 | 409 | 410 | 413 | 422;
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
