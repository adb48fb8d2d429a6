import { Refusal } from '../refusal.ts';

/** What an attempt gives when somebody else changed the record between its reading and its writing. */
export const OVERTAKEN = Symbol('overtaken');

/** Of many who change one record at once somebody wins each time, so this many can be at it together. */
const MOST_TRIES = 20;

/**
 * Reads, changes and writes again until nobody came in between, so that what others changed meanwhile stays.
 * @returns what the attempt gave, or a refusal when others are always quicker.
 */
export async function compareAndSet<T>(attempt: () => Promise<T | typeof OVERTAKEN>): Promise<T | Refusal> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const result = await attempt();
    if (result !== OVERTAKEN) return result;
  }
  return new Refusal(409, 'changed_meanwhile', 'Others are changing this at the same moment. Send it again.');
}
