/** Some items of one caller, waiting for the answers to all of them. */
interface Waiting<T, R> {
  items: T[];
  resolve: (results: R[]) => void;
  reject: (error: unknown) => void;
}

export interface GroupCommitOptions<T, R> {
  /** Handles one round; one result an item, in the same order. Never runs twice at once. */
  serve: (items: T[]) => Promise<R[]>;
  /** A round takes whole callers until it holds this many items, or this much `weight`. */
  roundItems: number;
  roundWeight: number;
  weigh: (item: T) => number;
  /** Items that may wait; beyond it callers are turned away with `full`. */
  capacity: number;
  full: (item: T) => R;
}

/**
 * A waiting line with group commit: while one round is under way, what arrives waits, and all of it goes into the next.
 * A promise chain, because an object that awaits D1 does not serialise by itself.
 */
export class GroupCommit<T, R> {
  readonly #options: GroupCommitOptions<T, R>;
  #waiting: Waiting<T, R>[] = [];
  #length = 0;
  #serving = false;

  constructor(options: GroupCommitOptions<T, R>) {
    this.#options = options;
  }

  /** Puts items into the line. */
  async join(items: T[]): Promise<R[]> {
    if (!items.length) return [];
    if (this.#length && this.#length + items.length > this.#options.capacity) return items.map(this.#options.full);
    this.#length += items.length;
    const { promise, resolve, reject } = Promise.withResolvers<R[]>();
    this.#waiting.push({ items, resolve, reject });
    if (!this.#serving) void this.#serve();
    return promise;
  }

  async #serve(): Promise<void> {
    this.#serving = true;
    while (this.#waiting.length) {
      const callers = this.#nextRound();
      const items = callers.flatMap((caller) => caller.items);
      try {
        const results = await this.#options.serve(items);
        let from = 0;
        for (const caller of callers) {
          caller.resolve(results.slice(from, from + caller.items.length));
          from += caller.items.length;
        }
      } catch (error) {
        for (const caller of callers) caller.reject(error);
      }
      this.#length -= items.length;
    }
    this.#serving = false;
  }

  #nextRound(): Waiting<T, R>[] {
    const { roundItems, roundWeight, weigh } = this.#options;
    let count = 0;
    let weight = 0;
    let callers = 0;
    for (const { items } of this.#waiting) {
      count += items.length;
      weight += items.reduce((sum, item) => sum + weigh(item), 0);
      if (callers && (count > roundItems || weight > roundWeight)) break;
      callers += 1;
    }
    return this.#waiting.splice(0, callers);
  }
}
