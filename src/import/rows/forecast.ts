import { rehearseLeads } from '../../contacts/ask-writer.ts';
import type { LeadOrder } from '../../contacts/order.ts';
import { IDENTITY_KINDS, type IdentityKind } from '../../lead/channel/channel.ts';
import type { ImportMode } from '../../lead/duplicate-policy.ts';
import type { Identity } from '../../lead/lead.ts';
import type { Column, Counts, ImportJob, RowResult, RowRules } from '../job/import-job.ts';
import type { TableRow } from '../read/table.ts';
import { rowReader } from './read-row.ts';
import { rowOrder } from './row-order.ts';

type ForecastEnv = Pick<Env, 'CONTACT_WRITER' | 'KELET_SECRET'>;

/** What an import does with a row whose person is known. */
const ON_MATCH = { skip: 'skipped', complete: 'updated', reset: 'renewed' } as const satisfies Record<
  ImportMode,
  keyof Counts
>;

/**
 * The forecast of what will become of an import's rows, in their order: by the writer, which knows the contacts, and by
 * the rows before, which will be contacts by then. Until a mode is chosen, as for `skip`.
 */
export class Forecast {
  readonly #job: Pick<ImportJob, 'id' | 'databaseId' | 'name' | 'wish'>;
  readonly #rules: RowRules;
  readonly #read: ReturnType<typeof rowReader>;
  /** Identity → the first row that will bring it, to a new contact or to one that is there. */
  readonly #seen = new Map<string, Seen>();

  constructor(job: ImportJob, columns: Column[], rules: RowRules) {
    this.#job = job;
    this.#rules = rules;
    this.#read = rowReader(columns, rules, job.is1904);
  }

  /**
   * What will become of the next rows.
   * @param first their index among all rows.
   * @param now milliseconds since 1970.
   */
  async next(env: ForecastEnv, first: number, rows: TableRow[], now: number): Promise<RowResult[]> {
    const { id, databaseId, name, wish } = this.#job;
    const mode = wish.mode ?? 'skip';
    const onMatch = ON_MATCH[mode];
    const results: RowResult[] = [];
    const asked: { order: LeadOrder; at: number; number: number; seen: (Seen & { rank: number }) | undefined }[] = [];
    // Rows of this stretch that are still to be asked about: whoever they are, a later one may be the same.
    const waiting = new Set<string>();
    const settle = async () => {
      const rehearsed = await rehearseLeads(
        env,
        databaseId,
        asked.map(({ order }) => order),
      );
      for (const [i, { order, at, number, seen }] of asked.entries()) {
        const { status = 'created', contactNumber = null, outcome = null } = rehearsed[i] ?? {};
        const contact = status === 'created' ? null : contactNumber;
        const { identities } = order.lead;
        // What nobody has yet will be that of whom the row turns out to be.
        const free = contact === null ? identities : ((outcome?.addedIdentities ?? []) as Identity[]);
        if (seen && (contact === null || isStronger(seen, rankOf(outcome?.matchedBy[0]), contact))) {
          results[at] = { outcome: onMatch, sameAsRow: seen.row };
          if (mode === 'complete') this.#remember(free, seen);
        } else {
          results[at] = contact === null ? { outcome: 'created' } : { outcome: onMatch, contact };
          if (contact === null || mode === 'complete') this.#remember(free, { row: number, contact });
        }
      }
      asked.length = 0;
      waiting.clear();
    };

    for (const [at, row] of rows.entries()) {
      const reading = this.#read(row);
      if ('reason' in reading) {
        results[at] = { outcome: 'failed', reason: reading.reason };
        continue;
      }
      const { identities } = reading.lead;
      const { allowDuplicates } = this.#rules;
      if (!allowDuplicates && identities.some((identity) => waiting.has(keyOf(identity)))) await settle();
      const seen = allowDuplicates ? undefined : this.#whoHas(identities);
      if (seen && identities.every((identity) => this.#seen.has(keyOf(identity)))) {
        results[at] = { outcome: onMatch, sameAsRow: seen.row };
        continue;
      }
      const order = await rowOrder(
        env.KELET_SECRET,
        { id, databaseId, name, mode, task: null, at: now },
        first + at,
        reading,
      );
      asked.push({ order, at, number: row.number, seen });
      for (const identity of identities) waiting.add(keyOf(identity));
    }
    await settle();
    return results;
  }

  /** Of the rows that will bring one of these identities the one whose contact is chosen: see `chooseContact`. */
  #whoHas(identities: Identity[]): (Seen & { rank: number }) | undefined {
    let best: (Seen & { rank: number }) | undefined;
    for (const identity of identities) {
      const seen = this.#seen.get(keyOf(identity));
      const rank = rankOf(identity.kind);
      if (seen && (!best || !isStronger(best, rank, seen.contact, seen.row))) best = { ...seen, rank };
    }
    return best;
  }

  #remember(identities: Identity[], { row, contact }: Seen): void {
    for (const identity of identities) {
      const key = keyOf(identity);
      if (!this.#seen.has(key)) this.#seen.set(key, { row, contact });
    }
  }
}

/** A row that will bring an identity, and its contact unless that is still to be created. */
interface Seen {
  row: number;
  contact: number | null;
}

/** Whether what was seen is chosen before another contact: by the stronger kind, then the older contact. */
function isStronger(seen: Seen & { rank: number }, rank: number, contact: number | null, row = 0): boolean {
  if (seen.rank !== rank) return seen.rank < rank;
  // Contacts that are still to be created are younger than all others, and come in the order of their rows.
  const age = (seen.contact ?? Infinity) - (contact ?? Infinity);
  return Number.isNaN(age) ? seen.row <= row : age <= 0;
}

const rankOf = (kind: IdentityKind | undefined) => IDENTITY_KINDS.indexOf(kind ?? 'email');

const keyOf = ({ kind, value }: Identity) => `${kind[0]}${value}`;
