import { channelKey } from '../../ids/channel-key.ts';
import { fingerprint, sha256 } from '../../ids/digest.ts';
import { derivedText } from '../../ids/mac.ts';
import { randomText } from '../../ids/random-text.ts';
import type { Begun } from '../../queue/idempotency-keys.ts';
import { KEY_REUSED, Refusal, UNDER_WAY } from '../../refusal.ts';
import { readWrittenBusiness } from '../../storage/control/setups.ts';
import { type AnnounceEnv, announceChannels } from '../announce.ts';
import { keyToken } from '../keys/mint.ts';
import { type BusinessWish, type SetUpBusiness, setUpBusiness } from './set-up.ts';
import { ALREADY_SET_UP, setupTokenFault } from './setup-token.ts';

type SetUpEnv = AnnounceEnv & Pick<Env, 'KELET_SECRET' | 'IDEMPOTENCY_KEYS'>;

/** Who sets up: the `SETUP_TOKEN`, which was checked before, and the request's `Idempotency-Key`. */
export interface SetupRequest {
  token: string;
  idempotencyKey: string | undefined;
}

/** What is remembered of a business that was set up: everything but the secret of its key. */
interface Remembered extends Omit<SetUpBusiness, 'apiKey'> {
  keyId: string;
  /** SHA-256 of the secret. */
  keyHash: string;
}

/**
 * Sets a business up: one without an `Idempotency-Key`, further ones each under an `Idempotency-Key` of its own, until
 * the token is spent. The same request under the same one gets the same answer.
 * @param now milliseconds since 1970.
 */
export async function setUpOnce(
  env: SetUpEnv,
  request: SetupRequest,
  wish: BusinessWish,
  now: number,
): Promise<SetUpBusiness | Refusal> {
  const { token, idempotencyKey } = request;
  const setup = await fingerprint(`setup token ${token}`);
  const print = await fingerprint(JSON.stringify(wish));
  const requests = env.IDEMPOTENCY_KEYS.getByName(`setup ${setup}`);
  const name = idempotencyKey === undefined ? 'without key' : `key ${idempotencyKey}`;

  const begun: Begun = await requests.begin(name, print, now);
  if (idempotencyKey !== undefined && begun.fingerprint !== print) return KEY_REUSED;
  if (begun.state === 'under way') return UNDER_WAY;
  if (begun.state === 'done') return begun.answer ? again(env, request, begun.answer.body) : ALREADY_SET_UP;

  let made: SetUpBusiness | Refusal | undefined;
  try {
    // Always the same for the same request: however often it is broken off, it makes one business.
    const id = (await fingerprint(`business of ${setup} ${name}`)).slice(0, 20);
    made = (await brokenOff(env, request, id, wish, now)) ?? (await makeNew(env, request, { id, setup }, wish, now));
    if (made instanceof Refusal) return made;
    const { apiKey, ...rest } = made;
    const [, keyId = '', secret = ''] = apiKey.split('_');
    const remembered: Remembered = { ...rest, keyId, keyHash: await sha256(secret) };
    const answer = { status: 201, body: JSON.stringify(remembered) };
    await requests.finish(name, idempotencyKey === undefined ? null : answer);
    return made;
  } finally {
    if (made === undefined || made instanceof Refusal) await requests.giveUp(name);
  }
}

async function makeNew(
  env: SetUpEnv,
  request: SetupRequest,
  { id, setup }: { id: string; setup: string },
  wish: BusinessWish,
  now: number,
): Promise<SetUpBusiness | Refusal> {
  const fault = await setupTokenFault(env, setup, request.idempotencyKey !== undefined, now);
  if (fault) return fault;
  const keyId = randomText(12);
  return setUpBusiness(env, { id, setup }, { id: keyId, secret: await secretOf(env, request, keyId) }, wish, now);
}

/**
 * The business this request made when it came before and its isolate was gone before it could say so; undefined when it
 * made none. What was left undone is done.
 */
async function brokenOff(
  env: SetUpEnv,
  request: SetupRequest,
  id: string,
  wish: BusinessWish,
  now: number,
): Promise<SetUpBusiness | Refusal | undefined> {
  const written = await readWrittenBusiness(env.CONTROL, id);
  if (!written) return undefined;
  const { business, database, channel, apiKey, stages } = written;
  if (now - business.createdAt > REPEATABLE_FOR) return undefined;
  if (request.idempotencyKey !== undefined && business.name !== wish.business) return KEY_REUSED;
  await announceChannels(env, database.id, now);
  const secret = await secretOf(env, request, apiKey.id);
  if ((await sha256(secret)) !== apiKey.hash) return SECRET_CHANGED;
  return {
    businessId: business.id,
    databaseId: database.id,
    shard: database.shard,
    processId: stages[0]?.processId ?? '',
    stageIds: stages.map((stage) => stage.id),
    channelId: channel.id,
    channelKey: await channelKey(env.KELET_SECRET, channel.id),
    apiKey: keyToken({ id: apiKey.id, secret }),
  };
}

/** As long as its answer would have been remembered: milliseconds. */
const REPEATABLE_FOR = 30 * 24 * 3_600_000;

/** The first answer, with the secret of its key derived again, so that nobody need keep it. */
async function again(env: SetUpEnv, request: SetupRequest, body: string): Promise<SetUpBusiness | Refusal> {
  const { keyId, keyHash, ...made } = JSON.parse(body) as Remembered;
  const secret = await secretOf(env, request, keyId);
  return (await sha256(secret)) === keyHash ? { ...made, apiKey: keyToken({ id: keyId, secret }) } : SECRET_CHANGED;
}

/** Only the deployment and who asks can tell it, again after a break. No `Idempotency-Key` is empty. */
const secretOf = (env: SetUpEnv, { token, idempotencyKey = '' }: SetupRequest, keyId: string): Promise<string> =>
  derivedText(env.KELET_SECRET, 'setup key', `${token}\n${idempotencyKey}\n${keyId}`, 32);

const SECRET_CHANGED = new Refusal(
  409,
  'shown_once',
  'This business was set up, and its key was shown then; KELET_SECRET has changed since. Make another business under a new Idempotency-Key.',
);
