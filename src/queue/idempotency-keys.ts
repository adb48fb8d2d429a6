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
   * Registers `claim` under the key unless there is one already, and returns the one that holds. The same content that was
   * rejected before and no longer is takes the key over.
   */
  async claim(key: string, claim: Claim): Promise<Claim> {
    const [held] = this.#sql.exec<{ claim: string }>('SELECT claim FROM claims WHERE key = ?', key).toArray();
    const first = held && (JSON.parse(held.claim) as Claim);
    const isMended = first?.isRejected && !claim.isRejected && first.fingerprint === claim.fingerprint;
    if (first && !isMended) return first;
    this.#sql.exec(
      'INSERT OR REPLACE INTO claims (key, claim, at) VALUES (?, ?, ?)',
      key,
      JSON.stringify(claim),
      claim.receivedAt,
    );
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + DAY);
    return claim;
  }

  override async alarm(): Promise<void> {
    this.#sql.exec('DELETE FROM claims WHERE at < ?', Date.now() - KEPT_FOR);
    const { n } = this.#sql.exec<{ n: number }>('SELECT count(*) AS n FROM claims').one();
    if (n) await this.ctx.storage.setAlarm(Date.now() + DAY);
  }
}
