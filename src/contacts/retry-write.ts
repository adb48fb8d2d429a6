import { failureOf } from '../storage/failures.ts';

const TRIES = 3;

/**
 * Does it, and does it again after weather and when another writer took the database (`whenStale`, before the next
 * try): the work must be safe to repeat.
 * @throws what D1 refuses or has no room for, and what three tries did not end.
 */
export async function retryWrite<T>(work: () => Promise<T>, whenStale: () => void): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'stale') whenStale();
      if (failure === 'refused' || failure === 'full' || tries >= TRIES) throw error;
      await scheduler.wait(2 ** tries * 25 * (1 + Math.random()));
    }
  }
}
