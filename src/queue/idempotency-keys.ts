import { DurableObject } from 'cloudflare:workers';
import { sha256 } from '../ids/digest.ts';

const KEPT_FOR = 30 * 24 * 3_600_000;
const DAY = 24 * 3_600_000;

/** What a first request with a key was answered. */
export interface Claim {
  fingerprint: string;
  /** The ids its leads were given, with the time of acceptance. */
  leadIds: string[];
  receivedAt: number;
  /** All of them were rejected. */
  isRejected: boolean;
}

/** How a request stands that is to be carried out once. */
export type Begun = { fingerprint: string } & (
  | { state: 'new' | 'under way' }
  /** `null`: what was answered is not kept. */
  | { state: 'done'; answer: { status: number; body: string } | null }
);

interface Counted {
  count: number;
}

/** After so long a request that never ended may be tried again: its isolate is gone. */
const UNDER_WAY_FOR = 60_000;

/**
 * Remembers which leads were made for an `Idempotency-Key` or a provider's own lead id, so that a retry gets the first
 * receipt. One object a channel; a key is kept for 30 days, as a hash: senders put addresses and phones into keys, and
 * an erasure does not look here.
 */
export class IdempotencyKeys extends DurableObject<Env> {
  readonly #sql = this.ctx.storage.sql;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql.exec(
      'CREATE TABLE IF NOT EXISTS claims (key TEXT PRIMARY KEY, claim TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID',
    );
    this.#sql.exec('CREATE INDEX IF NOT EXISTS claims_by_time ON claims (at)');
    // Builds before 2026-11-26 kept keys as they came, and in these an address; they hold for ten minutes.
    this.#sql.exec("DELETE FROM claims WHERE key > 'mail ' AND key < 'mail!'");
  }

  /**
   * Registers `claim` under the key unless there is one already, and returns the one that holds. The same content that
   * was rejected before and no longer is takes the key over.
   */
  async claim(key: string, claim: Claim): Promise<Claim> {
    const name = await this.#nameOf(key);
    const first = this.#row<Claim>(name)?.known;
    const isMended = first?.isRejected && !claim.isRejected && first.fingerprint === claim.fingerprint;
    if (first && !isMended) return first;
    await this.#write(name, claim, claim.receivedAt);
    return claim;
  }

  /**
   * The same for an id that is no proof: under it each content has a claim of its own.
   * @returns also whether the id came with other content before.
   */
  async claimContent(id: string, claim: Claim): Promise<{ held: Claim; isReused: boolean }> {
    const first = await this.claim(id, claim);
    if (first.fingerprint === claim.fingerprint) return { held: first, isReused: false };
    return { held: await this.claim(`${id} ${claim.fingerprint}`, claim), isReused: true };
  }

  /** The claim that holds under a key, if there is one. */
  async held(key: string): Promise<Claim | undefined> {
    return this.#row<Claim>(await this.#nameOf(key))?.known;
  }

  /**
   * Registers a request that is to be carried out once, and tells how it stands. @param now milliseconds since 1970.
   */
  async begin(key: string, fingerprint: string, now: number): Promise<Begun> {
    const name = await this.#nameOf(key);
    const held = this.#row<Begun>(name);
    const isLost = held?.known.state === 'under way' && now - held.at > UNDER_WAY_FOR;
    if (held && !isLost) return held.known;
    await this.#write(name, { fingerprint, state: 'under way' }, now);
    return { fingerprint, state: 'new' };
  }

  /** It was carried out, and answered so. */
  async finish(key: string, answer: { status: number; body: string } | null): Promise<void> {
    const name = await this.#nameOf(key);
    const held = this.#row<Begun>(name);
    if (!held) return;
    await this.#write(name, { fingerprint: held.known.fingerprint, state: 'done', answer }, held.at);
  }

  /**
   * The number of a lead's next attempt, which nobody has had before: the one before may still be on its way.
   * @param written the last attempt that is written. @param now milliseconds since 1970.
   */
  async nextAttempt(leadId: string, written: number, now: number): Promise<number> {
    const name = await this.#nameOf(`attempt ${leadId}`);
    const given = this.#row<{ attempt: number }>(name)?.known.attempt ?? 0;
    const attempt = Math.max(given, written) + 1;
    await this.#write(name, { attempt }, now);
    return attempt;
  }

  /**
   * Counts one more under a key, unless there were as many as may be within any of these periods.
   * @param limits periods in milliseconds; each is counted from its beginning.
   * @returns whether one more may be.
   */
  async countOne(key: string, limits: { most: number; period: number }[], now: number): Promise<boolean> {
    const names = await Promise.all(
      limits.map(({ period }) => this.#nameOf(`count ${key} ${period} ${Math.floor(now / period)}`)),
    );
    const counts = limits.map(({ most }, i) => {
      const name = names[i] ?? '';
      const count = (this.#row<Counted>(name)?.known.count ?? 0) + 1;
      return { name, count, isTooMany: count > most };
    });
    if (counts.some(({ isTooMany }) => isTooMany)) return false;
    for (const { name, count } of counts) await this.#write(name, { count }, now);
    return true;
  }

  /** It was not carried out; the key is free again. */
  async giveUp(key: string): Promise<void> {
    this.#sql.exec('DELETE FROM claims WHERE key = ?', await this.#nameOf(key));
  }

  /**
   * The name a key is kept under: a hash that is this object's own. A key from a build that kept it as it came goes by
   * itself until it expires. Asked for before anything is read: what follows must not wait in between.
   */
  async #nameOf(key: string): Promise<string> {
    const name = await sha256(`${this.ctx.id} ${key}`);
    return this.#row(key) ? key : name;
  }

  #row<T>(name: string): { known: T; at: number } | undefined {
    const [row] = this.#sql
      .exec<{ claim: string; at: number }>('SELECT claim, at FROM claims WHERE key = ?', name)
      .toArray();
    return row && { known: JSON.parse(row.claim) as T, at: row.at };
  }

  async #write(name: string, claim: Claim | Begun | Counted | { attempt: number }, at: number): Promise<void> {
    this.#sql.exec('INSERT OR REPLACE INTO claims (key, claim, at) VALUES (?, ?, ?)', name, JSON.stringify(claim), at);
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + DAY);
  }

  override async alarm(): Promise<void> {
    this.#sql.exec('DELETE FROM claims WHERE at < ?', Date.now() - KEPT_FOR);
    const { n } = this.#sql.exec<{ n: number }>('SELECT count(*) AS n FROM claims').one();
    if (n) await this.ctx.storage.setAlarm(Date.now() + DAY);
  }
}
