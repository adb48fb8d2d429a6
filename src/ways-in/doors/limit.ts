import { logEvent, logProblem } from '../../log.ts';

/**
 * Every door that counts, and the rate-limit binding of the wrangler files it counts with. Each counts in one
 * location, by one key: `channel` a channel or a link of ours, `api` an API key, the others an address.
 * docs/decisions.md says how the numbers were chosen.
 */
const DOORS = {
  channel: 'CHANNEL_LEADS',
  address: 'ADDRESS_LEADS',
  page: 'PAGE_REQUESTS',
  receipt: 'RECEIPT_READS',
  health: 'HEALTH_READS',
  'wrong key': 'WRONG_KEYS',
  api: 'API_REQUESTS',
} as const;

export type Door = keyof typeof DOORS;

/** A deployment may lack any of them: what is not bound is not limited. */
export type LimitEnv = Partial<Pick<Env, (typeof DOORS)[Door]>>;

/** The period of each of these limits in the wrangler files, in seconds; also what a refused sender should wait. */
export const LIMIT_PERIOD = 60;

/**
 * Whether one more may come through a door now. A limit protects what costs; it never costs a lead: where nobody can
 * say, and for a key that nobody knows, everybody may.
 * @param facts ids for the log, which has no address.
 */
export async function mayEnter(
  env: LimitEnv,
  door: Door,
  key: string | undefined,
  facts: Record<string, string> = {},
): Promise<boolean> {
  if (key === undefined) return true;
  try {
    const answer = await env[DOORS[door]]?.limit({ key });
    if (!answer || answer.success) return true;
  } catch (error) {
    logProblem('limit unknown', { door, error });
    return true;
  }
  logEvent('too many requests', { door, ...facts });
  return false;
}

/**
 * Where a request comes from, as Cloudflare saw it, to be counted by: of IPv6 the first half, since one line has all of
 * the other. Undefined on one's own machine, which nothing limits.
 */
export function addressOf({ headers }: Pick<Request, 'headers'>): string | undefined {
  const address = headers.get('cf-connecting-ip')?.trim().toLowerCase();
  if (!address || address === '::1' || address.startsWith('127.')) return undefined;
  return address.includes(':') ? firstHalf(address) : address;
}

function firstHalf(address: string): string {
  const [start = '', end] = address.split('::');
  const groups = start ? start.split(':') : [];
  if (end !== undefined) {
    const last = end ? end.split(':') : [];
    groups.push(...Array.from({ length: Math.max(0, 8 - groups.length - last.length) }, () => '0'), ...last);
  }
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
