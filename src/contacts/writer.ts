import { DurableObject } from 'cloudflare:workers';
import { emptyLead } from '../lead/lead.ts';
import { logProblem } from '../log.ts';
import { failureOf, Refused } from '../storage/failures.ts';
import { readRound, takeEpoch, writeRound } from '../storage/round.ts';
import { readDatabaseRules } from '../storage/rules.ts';
import { shardOf } from '../storage/shards.ts';
import { marksOf } from './double-submit.ts';
import { fold } from './fold.ts';
import { Line } from './line.ts';
import type { DatabaseRules, LeadOrder, Outcome, Rehearsed } from './order.ts';
import { type Known, markKey } from './round.ts';

const TRIES = 3;
const RULES_ARE_FRESH_FOR = 60_000;
const COME_AGAIN = 15;

/**
 * The one hand that writes the contacts of a database. Identities overlap, so serialising per identity means
 * serialising per database; inside, callers share rounds of one read, one fold and one write.
 */
export class ContactWriter extends DurableObject<Env> {
  readonly #line = new Line<LeadOrder, Outcome>({
    serve: (orders) => this.#serve(orders),
    roundItems: 500,
    // One bound parameter may hold 2 MB; the raw body dominates a lead's size and is at most 88 KB of it.
    roundWeight: 500_000,
    weigh: (order) => 500 + (order.raw?.body.length ?? 0) + (order.raw?.query.length ?? 0),
    capacity: 5_000,
    full: later,
  });
  #databaseId = '';
  #epoch = 0;
  #rules: { value: DatabaseRules & { shard: string }; readAt: number } | undefined;

  /**
   * Puts leads through, and answers when they are written.
   * @returns an outcome for each order, in the same order. Never rejects for what a lead holds.
   */
  async write(databaseId: string, orders: LeadOrder[]): Promise<Outcome[]> {
    this.#databaseId = databaseId;
    return this.#line.join(orders);
  }

  /** What would become of these leads if they came now. Nothing is written. */
  async rehearse(databaseId: string, orders: LeadOrder[]): Promise<Rehearsed[]> {
    this.#databaseId = databaseId;
    const rules = await this.#readRules();
    if (!rules) return [];
    const known = await this.#read(shardOf(this.env, rules.shard), orders);
    const { effects } = this.#fold(orders, known, rules);
    const folded = new Map(effects.leads.map((lead) => [lead.id, lead]));
    return orders.flatMap(({ id }) => {
      const lead = folded.get(id);
      return lead ? [{ status: lead.status, contactNumber: lead.contactNumber, outcome: lead.outcome }] : [];
    });
  }

  /** The database's rules have changed; the next round reads them again. */
  forgetRules(): void {
    this.#rules = undefined;
  }

  async #serve(orders: LeadOrder[]): Promise<Outcome[]> {
    const outcomes = await this.#commit(orders);
    return orders.map((order) => outcomes.get(order.id) ?? later(order));
  }

  /** Writes the orders together or, when D1 refuses that, in halves until the poisonous one stands alone. */
  async #commit(orders: LeadOrder[]): Promise<Map<string, Outcome>> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#round(orders);
      } catch (error) {
        const failure = failureOf(error);
        if (failure === 'stale') this.#epoch = 0;
        if (failure !== 'refused' && tries < TRIES) {
          await scheduler.wait(2 ** tries * 25 * (1 + Math.random()));
          continue;
        }
        logProblem('round failed', { failure, leads: orders.length, error });
        if (failure !== 'refused') return new Map(orders.map((order) => [order.id, later(order)]));
        return orders.length > 1 ? this.#halve(orders) : this.#fail(orders, String(error));
      }
    }
  }

  async #halve(orders: LeadOrder[]): Promise<Map<string, Outcome>> {
    const middle = Math.ceil(orders.length / 2);
    const first = await this.#commit(orders.slice(0, middle));
    const second = await this.#commit(orders.slice(middle));
    return new Map([...first, ...second]);
  }

  /** A lead that D1 refuses even alone is kept as failed, with the reason, for a person to repair and replay. */
  async #fail(orders: LeadOrder[], reason: string): Promise<Map<string, Outcome>> {
    try {
      return await this.#round(orders.map((order) => asFailed(order, reason)));
    } catch (error) {
      logProblem('lead could not be kept as failed', { error });
      return new Map(orders.map((order) => [order.id, later(order)]));
    }
  }

  async #round(orders: LeadOrder[]): Promise<Map<string, Outcome>> {
    const rules = await this.#readRules();
    if (!rules) return new Map(orders.map(({ id }) => [id, { id, status: 'nowhere' }]));
    const database = shardOf(this.env, rules.shard);
    if (!this.#epoch) this.#epoch = await takeEpoch(database, this.#databaseId);
    const known = await this.#read(database, orders);
    const { outcomes, effects } = this.#fold(orders, known, rules);
    if (effects.leads.length) await writeRound(database, this.#databaseId, this.#epoch, effects);
    return outcomes;
  }

  #fold(orders: LeadOrder[], known: Known, rules: DatabaseRules) {
    try {
      return fold(this.#databaseId, orders, known, rules);
    } catch (error) {
      // The fold is pure: what it could not do it never will, so the lead at fault must be found.
      throw new Refused('the fold failed', { cause: error });
    }
  }

  async #read(database: D1Database, orders: LeadOrder[]): Promise<Known> {
    const ids = [...new Set(orders.map((order) => order.id))];
    const marks = new Map(orders.flatMap(marksOf).map((mark) => [markKey(mark), mark]));
    const read = await readRound(database, this.#databaseId, ids, [...marks.values()]);
    const owners = new Map<string, number[]>();
    for (const { kind, value, contactNumber } of read.identities) {
      const key = `${kind}:${value}`;
      owners.set(key, [...(owners.get(key) ?? []), contactNumber]);
    }
    return {
      receipts: new Map(read.receipts.map((receipt) => [receipt.id, receipt])),
      owners,
      cards: new Map(read.cards.map((card) => [card.number, card])),
      lastNumber: read.lastNumber,
    };
  }

  async #readRules(): Promise<(DatabaseRules & { shard: string }) | undefined> {
    if (this.#rules && Date.now() - this.#rules.readAt < RULES_ARE_FRESH_FOR) return this.#rules.value;
    const value = await readDatabaseRules(this.env.CONTROL, this.#databaseId);
    if (value) this.#rules = { value, readAt: Date.now() };
    return value;
  }
}

/** The order as a receipt alone: its bytes are kept, what was read of them is not, since that may be the poison. */
export const asFailed = (order: LeadOrder, reason: string): LeadOrder => ({
  ...order,
  failure: true,
  lead: { ...emptyLead(), warnings: [{ code: 'failed', message: `Kelet could not write this lead: ${reason}` }] },
});

const later = ({ id }: LeadOrder): Outcome => ({ id, status: 'later', afterSeconds: COME_AGAIN });
