import { BoundedMemory } from '../lead/bounded-memory.ts';

/** One memory for all the edge knows: whoever sends leads all day is in it. */
const memory = new BoundedMemory<{ value: unknown; until: number }>(4_000);

/** What this isolate remembers of one kind of thing, by id. */
export interface Shelf<T> {
  get(id: string, now: number): T | undefined;
  /** @param until milliseconds since 1970; without it, as long as there is room. */
  put(id: string, value: T, until?: number): void;
  forget(id: string): void;
}

/** The shelf of one kind of thing. All of them share one bound; the oldest entry makes room. */
export function shelfOf<T>(kind: string): Shelf<T> {
  const keyOf = (id: string) => `${kind}:${id}`;
  return {
    get(id, now) {
      const held = memory.get(keyOf(id));
      return held && held.until > now ? (held.value as T) : undefined;
    },
    put(id, value, until = Number.POSITIVE_INFINITY) {
      memory.put(keyOf(id), { value, until });
    },
    forget(id) {
      memory.forget(keyOf(id));
    },
  };
}
