import { logProblem } from '../log.ts';
import { failureOf } from '../storage/failures.ts';
import { failedOrder } from './fold/failed-order.ts';
import type { LeadOrder, Outcome } from './order.ts';

/** Puts orders through in one round of read, fold and write. */
type PutThrough = (orders: LeadOrder[]) => Promise<Map<string, Outcome>>;

/**
 * Writes the orders together or, when D1 refuses that, in halves until the poisonous one stands alone; that one is kept
 * as failed, with the reason, for a person to repair and replay.
 * @param round one try. @param retried the same, tried again while the failure is weather.
 * @returns an outcome for every order: `later` where nothing could be written.
 */
export async function commitInHalves(
  orders: LeadOrder[],
  round: PutThrough,
  retried: PutThrough,
): Promise<Map<string, Outcome>> {
  try {
    return await retried(orders);
  } catch (error) {
    const failure = failureOf(error);
    logProblem('round failed', { failure, leads: orders.length, error });
    if (failure !== 'refused') return allLater(orders);
    if (orders.length === 1) return keepAsFailed(orders, round, error);
  }
  const middle = Math.ceil(orders.length / 2);
  const first = await commitInHalves(orders.slice(0, middle), round, retried);
  const second = await commitInHalves(orders.slice(middle), round, retried);
  return new Map([...first, ...second]);
}

async function keepAsFailed(orders: LeadOrder[], round: PutThrough, error: unknown): Promise<Map<string, Outcome>> {
  try {
    // The lead's own owner reads the whole reason; the log does not.
    return await round(orders.map((order) => failedOrder(order, String(error))));
  } catch (again) {
    logProblem('lead could not be kept as failed', { error: again });
    return allLater(orders);
  }
}

/** Nothing was written; the caller must come again with it. */
export const later = ({ id }: Pick<LeadOrder, 'id'>): Outcome => ({ id, status: 'later' });

const allLater = (orders: LeadOrder[]) => new Map(orders.map((order) => [order.id, later(order)]));
