import { Refusal } from '../../refusal.ts';
import { countSetups } from '../../storage/control/databases.ts';

/** For so long after its first business a token makes further ones. */
const DAYS = 30;
const MOST_BUSINESSES = 200;

/**
 * Why a setup token makes no further business; undefined when it does.
 * @param setup the token's print.
 * @param isNamed whether the request has an `Idempotency-Key`.
 * @param now milliseconds since 1970.
 */
export async function setupTokenFault(
  { CONTROL }: Pick<Env, 'CONTROL'>,
  setup: string,
  isNamed: boolean,
  now: number,
): Promise<Refusal | undefined> {
  const { businesses, first } = await countSetups(CONTROL, setup);
  const isOver = first !== null && now - first > DAYS * 24 * 3_600_000;
  if (isOver || businesses >= MOST_BUSINESSES) return TOKEN_SPENT;
  return businesses > 0 && !isNamed ? ALREADY_SET_UP : undefined;
}

/** A further business needs an `Idempotency-Key`. */
export const ALREADY_SET_UP = new Refusal(
  409,
  'already_set_up',
  'This SETUP_TOKEN has made its business. For a further one send an Idempotency-Key, a new one for each business.',
);

const TOKEN_SPENT = new Refusal(
  409,
  'setup_token_spent',
  `This SETUP_TOKEN is spent: it makes at most ${MOST_BUSINESSES} businesses, within ${DAYS} days of its first one. Set another one with "wrangler secret put SETUP_TOKEN".`,
);
