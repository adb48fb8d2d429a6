import { DurableObject } from 'cloudflare:workers';

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
 * receipt. One object a channel; a key is kept for 30 days.
 */
export class IdempotencyKeys extends DurableObject<Env> {
  readonly #sql = this.ctx.storage.sql;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql.exec(
      'CREATE TABLE IF NOT EXISTS claims (key TEXT PRIMARY KEY, claim TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID',
    );
    this.#sql.exec('CREATE INDEX IF NOT EXISTS claims_by_time ON claims (at)');
  }

  /**
   * Registers `claim` under the key unless there is one already, and returns the one that holds. The same content that
   * was rejected before and no longer is takes the key over.
   */
  async claim(key: string, claim: Claim): Promise<Claim> {
    const first = this.held(key);
    const isMended = first?.isRejected && !claim.isRejected && first.fingerprint === claim.fingerprint;
    if (first && !isMended) return first;
    await this.#write(key, claim, claim.receivedAt);
    return claim;
  }

  /**
   * The same for an id that is no proof: under it each content has a claim of its own.
   * @returns also whether the id came with other content before.
   */
  async claimContent(id: string, claim: Claim): Promise<{ held: Claim; isReused: boolean }> {
    const first = this.held(id);
    const isReused = first !== undefined && first.fingerprint !== claim.fingerprint;
    return { held: await this.claim(isReused ? `${id} ${claim.fingerprint}` : id, claim), isReused };
  }

  /** The claim that holds under a key, if there is one. */
  held(key: string): Claim | undefined {
    const [held] = this.#sql.exec<{ claim: string }>('SELECT claim FROM claims WHERE key = ?', key).toArray();
    return held && (JSON.parse(held.claim) as Claim);
  }

  /**
   * Registers a request that is to be carried out once, and tells how it stands. @param now milliseconds since 1970.
   */
  async begin(key: string, fingerprint: string, now: number): Promise<Begun> {
    const [held] = this.#sql
      .exec<{ claim: string; at: number }>('SELECT claim, at FROM claims WHERE key = ?', key)
      .toArray();
    const known = held && (JSON.parse(held.claim) as Begun);
    const isLost = known?.state === 'under way' && now - (held?.at ?? 0) > UNDER_WAY_FOR;
    if (known && !isLost) return known;
    await this.#write(key, { fingerprint, state: 'under way' }, now);
    return { fingerprint, state: 'new' };
  }

  /** It was carried out, and answered so. */
  async finish(key: string, answer: { status: number; body: string } | null): Promise<void> {
    const [held] = this.#sql
      .exec<{ claim: string; at: number }>('SELECT claim, at FROM claims WHERE key = ?', key)
      .toArray();
    if (!held) return;
    const { fingerprint } = JSON.parse(held.claim) as Begun;
    await this.#write(key, { fingerprint, state: 'done', answer }, held.at);
  }

  /**
   * The number of a lead's next attempt, which nobody has had before: the one before may still be on its way.
   * @param written the last attempt that is written. @param now milliseconds since 1970.
   */
  async nextAttempt(leadId: string, written: number, now: number): Promise<number> {
    const key = `attempt ${leadId}`;
    const [held] = this.#sql.exec<{ claim: string }>('SELECT claim FROM claims WHERE key = ?', key).toArray();
    const given = held ? (JSON.parse(held.claim) as { attempt: number }).attempt : 0;
    const attempt = Math.max(given, written) + 1;
    await this.#write(key, { attempt }, now);
    return attempt;
  }

  /**
   * Counts one more under a key, unless there were as many as may be within any of these periods.
   * @param limits periods in milliseconds; each is counted from its beginning.
   * @returns whether one more may be.
   */
  async countOne(key: string, limits: { most: number; period: number }[], now: number): Promise<boolean> {
    const counts = limits.map(({ most, period }) => {
      const name = `count ${key} ${period} ${Math.floor(now / period)}`;
      const [held] = this.#sql.exec<{ claim: string }>('SELECT claim FROM claims WHERE key = ?', name).toArray();
      const count = (held ? (JSON.parse(held.claim) as Counted).count : 0) + 1;
      return { name, count, isTooMany: count > most };
    });
    if (counts.some(({ isTooMany }) => isTooMany)) return false;
    for (const { name, count } of counts) await this.#write(name, { count }, now);
    return true;
  }

  /** It was not carried out; the key is free again. */
  giveUp(key: string): void {
    this.#sql.exec('DELETE FROM claims WHERE key = ?', key);
  }

  async #write(key: string, claim: Claim | Begun | Counted | { attempt: number }, at: number): Promise<void> {
    this.#sql.exec('INSERT OR REPLACE INTO claims (key, claim, at) VALUES (?, ?, ?)', key, JSON.stringify(claim), at);
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + DAY);
  }

  override async alarm(): Promise<void> {
    this.#sql.exec('DELETE FROM claims WHERE at < ?', Date.now() - KEPT_FOR);
    const { n } = this.#sql.exec<{ n: number }>('SELECT count(*) AS n FROM claims').one();
    if (n) await this.ctx.storage.setAlarm(Date.now() + DAY);
  }
}
