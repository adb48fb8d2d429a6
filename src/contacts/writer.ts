import { DurableObject } from 'cloudflare:workers';
import { contactId } from '../ids/contact-id.ts';
import type { Identity } from '../lead/lead.ts';
import { newsOf } from '../live/news.ts';
import { tellListeners } from '../live/tell.ts';
import { logProblem } from '../log.ts';
import { Refusal } from '../refusal.ts';
import { type RoundWrite, takeEpoch, writeRound } from '../storage/contacts/round.ts';
import { emptyDeadLetters } from '../storage/control/dead-letters.ts';
import { failureOf, Refused } from '../storage/failures.ts';
import { shardOf } from '../storage/shards.ts';
import type { Command, CommandAnswer, Elsewhere } from './commands/command.ts';
import { decide } from './commands/decide.ts';
import { findContact } from './find-contact.ts';
import { marksOf } from './fold/double-submit.ts';
import { fold, isToBeWritten } from './fold/fold.ts';
import { readKnown } from './fold/read-known.ts';
import type { Known } from './fold/round.ts';
import { type Glimpse, glimpseAt } from './glimpse.ts';
import { GroupCommit } from './group-commit.ts';
import { commitInHalves, later } from './halving.ts';
import type { DatabaseRules, LeadOrder, Outcome, Rehearsed } from './order.ts';
import { retryWrite } from './retry-write.ts';
import { RulesMemory } from './rules-memory.ts';
import { findErasedUnderWay } from './traces/erased-under-way.ts';

/** What stands in the line: leads, which share rounds, and commands, which go alone. */
type Item = { order: LeadOrder } | { command: Command };
type Answer = { outcome: Outcome } | { answer: CommandAnswer };

/**
 * The one hand that writes the contacts of a database. Identities overlap, so serialising per identity means
 * serialising per database; inside, callers share rounds of one read, one fold and one write.
 */
export class ContactWriter extends DurableObject<Env> {
  readonly #line = new GroupCommit<Item, Answer>({
    serve: (items) => this.#serve(items),
    roundItems: 500,
    // One bound parameter may hold 2 MB; the raw body dominates a lead's size and is at most 88 KB of it.
    roundWeight: 500_000,
    weigh: (item) => 500 + ('order' in item ? rawLength(item.order) : 0),
    capacity: 5_000,
    full: (item) => ('order' in item ? { outcome: later(item.order) } : { answer: LATER }),
  });
  #databaseId = '';
  #epoch = 0;
  /** When somebody was last erased; 0 when nobody was. */
  #erasedAt = 0;
  readonly #rules = new RulesMemory();

  /**
   * Puts leads through, and answers when they are written.
   * @returns an outcome for each order, in the same order. Never rejects for what a lead holds.
   */
  async write(databaseId: string, orders: LeadOrder[]): Promise<Outcome[]> {
    this.#databaseId = databaseId;
    const answers = await this.#line.join(orders.map((order) => ({ order })));
    return answers.flatMap((it) => ('outcome' in it ? [it.outcome] : []));
  }

  /** Carries out what somebody wants done to contacts, when its turn comes; safe to be asked again. */
  async command(databaseId: string, command: Command): Promise<CommandAnswer> {
    this.#databaseId = databaseId;
    const [answered] = await this.#line.join([{ command }]);
    return answered && 'answer' in answered ? answered.answer : LATER;
  }

  /** What would become of these leads if they came now. Nothing is written. */
  async rehearse(databaseId: string, orders: LeadOrder[]): Promise<Rehearsed[]> {
    this.#databaseId = databaseId;
    const rules = await this.#rules.read(this.env, this.#databaseId);
    if (!rules) return [];
    const { effects } = this.#fold(orders, await this.#read(shardOf(this.env, rules.shard), orders), rules);
    const folded = new Map(effects.leads.map((lead) => [lead.id, lead]));
    return orders.flatMap(({ id }) => {
      const lead = folded.get(id);
      return lead ? [{ status: lead.status, contactNumber: lead.contactNumber, outcome: lead.outcome }] : [];
    });
  }

  /**
   * Whether the person of this lead is known, and what whoever typed it may see of them.
   * @returns null when nobody is found, undefined when the card or the database cannot be found.
   */
  async recognise(databaseId: string, order: LeadOrder): Promise<Glimpse | null | undefined> {
    const [first] = await this.rehearse(databaseId, [order]);
    if (!first) return undefined;
    if (first.outcome?.event !== 'repeat inquiry' || first.contactNumber === null) return null;
    return this.glimpse(databaseId, first.contactNumber, order.lead.identities);
  }

  /** What may be seen of a contact by who typed these; undefined when there is no such contact. */
  async glimpse(databaseId: string, number: number, typed: Identity[]): Promise<Glimpse | undefined> {
    const rules = await this.#rules.read(this.env, databaseId);
    const card = rules && (await findContact(this.env, { id: databaseId, shard: rules.shard }, number));
    return card && glimpseAt(card, typed, rules.country);
  }

  /** The database's rules have changed; the next round reads them again. */
  forgetRules(): void {
    this.#rules.forget();
  }

  /** Leads that stand together in the line go together, each command alone: everybody in order of arrival. */
  async #serve(items: Item[]): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (let at = 0; at < items.length; at = answers.length) {
      const item = items[at];
      if (item && 'command' in item) {
        answers.push({ answer: await this.#carryOut(item.command) });
        continue;
      }
      const end = items.findIndex((it, i) => i > at && 'command' in it);
      const orders = items.slice(at, end < 0 ? undefined : end).flatMap((it) => ('order' in it ? [it.order] : []));
      const outcomes = await this.#commit(orders);
      answers.push(...orders.map((order) => ({ outcome: outcomes.get(order.id) ?? later(order) })));
    }
    return answers;
  }

  async #carryOut(command: Command): Promise<CommandAnswer> {
    try {
      return await this.#untilWritten(() => this.#decideAndWrite(command));
    } catch (error) {
      const failure = failureOf(error);
      logProblem('command failed', { verb: command.verb, failure, error });
      if (failure === 'full') return { kind: 'refused', refusal: { ...SHARD_FULL } };
      return failure === 'refused' ? { kind: 'refused', refusal: { ...NOT_WRITABLE } } : LATER;
    }
  }

  async #decideAndWrite(command: Command): Promise<CommandAnswer> {
    const rules = await this.#rules.read(this.env, this.#databaseId);
    if (!rules) return { kind: 'nowhere' };
    const shard = await this.#take(rules);
    const scene = {
      control: this.env.CONTROL,
      secret: this.env.KELET_SECRET,
      shard,
      databaseId: this.#databaseId,
      rules,
    };
    const decision = await decide(scene, command);
    if (decision instanceof Refusal) return { kind: 'refused', refusal: { ...decision } };
    if (decision.forget) await this.#forget(decision.forget);
    // Before it is written, since it may be and its answer be lost.
    for (const { at } of decision.write?.erasures ?? []) this.#erasedAt = Math.max(this.#erasedAt, at);
    if (decision.write) await this.#write(shard, decision.write);
    if (decision.write) this.#tell(decision.write);
    return { kind: 'done', done: decision.done };
  }

  async #forget({ letters, imports, identities, numbers }: Elsewhere): Promise<void> {
    if (letters.length) await emptyDeadLetters(this.env.CONTROL, letters);
    for (const id of imports) await this.env.IMPORTER.getByName(id).forget(identities, numbers);
  }

  #commit(orders: LeadOrder[]): Promise<Map<string, Outcome>> {
    const round = (some: LeadOrder[]) => this.#round(some);
    return commitInHalves(orders, round, (some) => this.#untilWritten(() => round(some)));
  }

  #untilWritten<T>(work: () => Promise<T>): Promise<T> {
    return retryWrite(work, () => {
      this.#epoch = 0;
      // Whoever took the database may have done so because its rules changed.
      this.forgetRules();
    });
  }

  async #round(orders: LeadOrder[]): Promise<Map<string, Outcome>> {
    const rules = await this.#rules.read(this.env, this.#databaseId);
    if (!rules) return new Map(orders.map(({ id }) => [id, { id, status: 'nowhere' }]));
    const shard = await this.#take(rules);
    const known = await this.#read(shard, orders);
    const place = { shard, databaseId: this.#databaseId, secret: this.env.KELET_SECRET };
    const unwritten = orders.filter((order) => isToBeWritten(order, known));
    const erased = await findErasedUnderWay(place, unwritten, this.#erasedAt);
    const { outcomes, effects } = this.#fold(orders, { ...known, erased }, rules);
    if (effects.leads.length) await this.#write(shard, effects);
    this.#tell(effects);
    return outcomes;
  }

  /** Nobody waits for it, and no lead depends on it. */
  #tell({ leads, newCards, changedCards, log = [] }: RoundWrite): void {
    const cards = [...newCards, ...changedCards].map(({ number }) => number);
    const numbers = [...cards, ...log.map(({ contactNumber }) => contactNumber)];
    const contactIds = numbers.map((number) => contactId(this.#databaseId, number));
    this.ctx.waitUntil(tellListeners(this.env, this.#databaseId, newsOf(leads, contactIds)));
  }

  /** The database's shard, taken for this writer before anything is read: from here on earlier writers fail. */
  async #take(rules: { shard: string }): Promise<D1Database> {
    const shard = shardOf(this.env, rules.shard);
    if (!this.#epoch) {
      const { epoch, erasedAt } = await takeEpoch(shard, this.#databaseId);
      this.#epoch = epoch;
      this.#erasedAt = erasedAt ?? 0;
    }
    return shard;
  }

  #write(shard: D1Database, write: RoundWrite): Promise<number> {
    return writeRound(shard, this.#databaseId, this.#epoch, write);
  }

  #fold(orders: LeadOrder[], known: Known, rules: DatabaseRules) {
    try {
      return fold(this.#databaseId, orders, known, rules);
    } catch (error) {
      // The fold is pure: what it could not do it never will, so the lead at fault must be found.
      throw new Refused('the fold failed', { cause: error });
    }
  }

  #read(shard: D1Database, orders: LeadOrder[]): Promise<Known> {
    const asked = { leadIds: orders.map(({ id }) => id), marks: orders.flatMap(marksOf) };
    return readKnown(shard, this.#databaseId, asked);
  }
}

const rawLength = ({ raw }: LeadOrder) => (raw ? raw.body.length + raw.query.length : 0);

const SHARD_FULL = new Refusal(
  507,
  'shard_full',
  'The D1 database that holds these contacts is full, so nothing was changed. Leads are kept and written once there is room: have the bytes of old leads given up sooner (rawDays of PATCH /databases/{id}), or move a database to another shard.',
);

const LATER: CommandAnswer = { kind: 'later' };
const NOT_WRITABLE = new Refusal(
  422,
  'not_writable',
  'The database refuses these values. Make them shorter or plainer.',
);
