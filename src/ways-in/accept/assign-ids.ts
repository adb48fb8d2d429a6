import { newLeadId } from '../../ids/lead-id.ts';
import { BoundedMemory } from '../../lead/bounded-memory.ts';
import { isSpamVerdict } from '../../lead/spam.ts';
import { logProblem } from '../../log.ts';
import type { Claim } from '../../queue/idempotency-keys.ts';
import type { Understood } from '../understood.ts';
import type { OwnName } from './own-name.ts';

/** The id a lead goes under, and when it was first accepted. */
export interface Assigned {
  id: string;
  receivedAt: number;
  /** This isolate made it durable a moment ago: nothing is to be sent again. */
  isSettled: boolean;
  /** Nobody had this id before this very document, so another lead of the document may hold its bytes. */
  isOfThisDocument: boolean;
  /** Its sender's own id came with other words before, so it says nothing. */
  isReused?: boolean;
}

interface Recent extends Assigned {
  isRejected: boolean;
}

/** What the names of a body's leads depend on. */
export interface Assignment {
  channelId: string;
  databaseId: string;
  receivedAt: number;
  idempotencyKey: string | undefined;
  /** Milliseconds; identical content within it is the same lead. */
  doubleSubmitWindow: number;
}

type NamingEnv = Pick<Env, 'KELET_SECRET' | 'IDEMPOTENCY_KEYS'>;

/** How long a browser's form under its page's own id is the lead it was: milliseconds. */
const FORM_COMES_AGAIN = 24 * 3_600_000;

/** Fingerprint → the lead this isolate took with that content. */
const recent = new BoundedMemory<Recent>(10_000);

/**
 * Gives every lead of a body its id, which is the one it had when it is a retry (product.md, "A retry is not a repeat
 * inquiry"): by `Idempotency-Key`, by its sender's own id together with its words, or by identical content a moment
 * ago. Identical content that reaches another isolate gets an id of its own, and the writer recognises it.
 *
 * A lead that was rejected, or held for spam, and would now be taken, because the channel has been changed since or its
 * person has taken more time over the form, is no retry: its receipt would say *queued* of a lead that stays aside.
 *
 * @param prints the fingerprint of each lead's content.
 * @param ownNames what each goes by at its sender.
 * @returns undefined when the `Idempotency-Key` was used for other content.
 */
export async function assignIds(
  env: NamingEnv,
  naming: Assignment,
  leads: Pick<Understood, 'rejection' | 'quarantine'>[],
  prints: string[],
  ownNames: (OwnName | undefined)[],
): Promise<Assigned[] | undefined> {
  if (naming.idempotencyKey !== undefined) {
    const isRejected = leads.every(isTurnedAway);
    return nameByKey(env, naming, naming.idempotencyKey, prints, isRejected);
  }
  return Promise.all(
    leads.map((lead, i) => {
      const isRejected = isTurnedAway(lead);
      const print = prints[i] ?? '';
      const ownName = ownNames[i];
      return ownName
        ? nameByOwnName(env, naming, ownName, print, isRejected)
        : nameByContent(env, naming, print, isRejected);
    }),
  );
}

const isTurnedAway = ({ rejection, quarantine }: Pick<Understood, 'rejection' | 'quarantine'>) =>
  rejection !== null || isSpamVerdict(quarantine);

/** They are durable: who sends the same content again within the window gets these receipts and nothing is written. */
export function markDurable(named: Assigned[]): void {
  for (const lead of named) lead.isSettled = true;
}

async function nameByKey(
  env: NamingEnv,
  naming: Assignment,
  key: string,
  prints: string[],
  isRejected: boolean,
): Promise<Assigned[] | undefined> {
  const fingerprint = prints.join(' ');
  const leadIds = await Promise.all(prints.map(() => newId(env, naming)));
  const { receivedAt } = naming;
  const held = await claim(env, naming, `key ${key}`, { fingerprint, leadIds, receivedAt, isRejected });
  if (held.fingerprint !== fingerprint) return undefined;
  // The content is the same, so the document is.
  return held.leadIds.map((id) => ({ id, receivedAt: held.receivedAt, isSettled: false, isOfThisDocument: true }));
}

async function nameByOwnName(
  env: NamingEnv,
  naming: Assignment,
  { id: ownId, words, comesAgain }: OwnName,
  print: string,
  isRejected: boolean,
): Promise<Assigned> {
  const id = await newId(env, naming);
  const { channelId, receivedAt } = naming;
  const claim = { fingerprint: words, leadIds: [id], receivedAt, isRejected };
  try {
    const { held, isReused } = await env.IDEMPOTENCY_KEYS.getByName(channelId).claimContent(ownId, claim);
    // A page may say one number of all who fill it in; a browser comes again at once or never.
    if (!comesAgain && receivedAt - held.receivedAt > FORM_COMES_AGAIN)
      return await nameByContent(env, naming, print, isRejected);
    const [heldId = id] = held.leadIds;
    return { id: heldId, receivedAt: held.receivedAt, isSettled: false, isOfThisDocument: heldId === id, isReused };
  } catch (error) {
    // A browser does not send its form again: better the lead without its sender's id than none.
    if (comesAgain) throw error;
    logProblem('id of a lead not looked up', { channelId, error });
    return nameByContent(env, naming, print, isRejected);
  }
}

async function nameByContent(
  env: NamingEnv,
  naming: Assignment,
  print: string,
  isRejected: boolean,
): Promise<Assigned> {
  const id = await newId(env, naming);
  // Looked up only now: whoever came while the id was made must be seen.
  const twin = recent.get(print);
  const isTwin = twin?.isRejected === isRejected && naming.receivedAt - twin.receivedAt < naming.doubleSubmitWindow;
  if (twin && isTwin) {
    twin.isOfThisDocument = false;
    return twin;
  }
  const named = { id, receivedAt: naming.receivedAt, isSettled: false, isOfThisDocument: true, isRejected };
  // Forgotten first, so that what came again is the newest.
  recent.forget(print);
  if (naming.doubleSubmitWindow) recent.put(print, named);
  return named;
}

const newId = (env: NamingEnv, { databaseId, receivedAt }: Assignment) =>
  newLeadId(env.KELET_SECRET, databaseId, receivedAt);

// A retry gets its first receipt from here and is sent again all the same, under the same id: whether the first attempt
// ever became durable nobody knows, and the writer takes it once.
const claim = (env: NamingEnv, { channelId }: Assignment, key: string, claim: Claim): Promise<Claim> =>
  env.IDEMPOTENCY_KEYS.getByName(channelId).claim(key, claim);
