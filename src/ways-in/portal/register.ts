import { readPageToken } from '../../ids/page-token.ts';
import type { Raw } from '../../lead/raw.ts';
import type { Pair, Rejection } from '../../lead/submission.ts';
import type { PortalFault } from '../../pages/portal/portal-page.tsx';
import { accept } from '../accept/accept.ts';
import type { Arrival } from '../accept/arrival.ts';
import { ordersOf } from '../accept/rehearse.ts';
import type { EdgeEnv } from '../edge-env.ts';
import { OWN_NAMES, saidBy } from '../own-pages/page-fields.ts';
import { keyOf } from '../own-pages/page-token.ts';
import { onlyEmail } from './only-email.ts';
import type { OpenPortal } from './open-portal.ts';
import { sendConfirmation } from './send-confirmation.ts';

/** How the page calls what is no field of a lead. */
export const PORTAL_NAMES = { token: OWN_NAMES.token, consent: OWN_NAMES.consent, trap: OWN_NAMES.trap };

interface Arrived {
  raw: Raw;
  refused: Rejection | undefined;
  pairs: Pair[];
  at: number;
  /** When the visitor was first shown the page, if its token proves it. */
  shownAt: number | undefined;
  /** Where it came from, to be counted by. */
  visitor: string | undefined;
}

/** When the page that sent this was first shown: milliseconds since 1970; undefined when it proves nothing. */
export const shownAtOf = (env: Pick<Env, 'KELET_SECRET'>, { portal }: OpenPortal, pairs: Pair[]) =>
  readPageToken(env.KELET_SECRET, portal.id, saidBy(pairs, PORTAL_NAMES.token));

export type Registration =
  | { kind: 'taken' | 'mail-sent' | 'mail-failed' }
  | { kind: 'fault'; status: number; fault: PortalFault };

/**
 * Takes a registration, as every public way in does: by the queue, so that nothing here knows or shows whether the
 * person was known. Without the consent the page asks for, or an address to confirm it with, nothing is kept.
 * @throws NotDurable when nothing takes it.
 */
export async function register(
  env: EdgeEnv,
  open: OpenPortal,
  { raw, refused, pairs, at, shownAt, visitor }: Arrived,
  origin: string,
): Promise<Registration> {
  const { portal, found, channel } = open;
  const { consentText, doubleOptIn } = portal;
  const agreed = saidBy(pairs, PORTAL_NAMES.consent);
  // Not the text the page shows now: the visitor must see what they agree to.
  if (!refused && consentText !== null && agreed !== consentText.trim()) return faulty({ kind: 'consent' });
  const arrival: Arrival = {
    raw,
    refused,
    receivedAt: at,
    idempotencyKey: await keyOf(raw),
    page: {
      wayIn: 'portal',
      at,
      isUnconfirmed: doubleOptIn,
      shown: portal.fields,
      isTooFast: shownAt !== undefined && at - shownAt < channel.minSeconds * 1000,
    },
  };
  const email = doubleOptIn && !refused ? await emailIn(env, open, arrival) : undefined;
  if (!refused && doubleOptIn && email === undefined) return faulty({ kind: 'email' });
  const acceptance = await accept(env, found, arrival);
  // The key is made of the content, and a page of ours needs no proof and no leave of the channel.
  if (acceptance.kind !== 'receipts') throw new Error(`The portal was answered ${acceptance.kind}`);
  const [receipt] = acceptance.receipts;
  if (!receipt) throw new Error('The portal made no lead');
  const { rejection, isSpam } = receipt;
  if (rejection) return { kind: 'fault', status: rejection.status, fault: { kind: 'refused', rejection } };
  if (email === undefined) return { kind: 'taken' };
  // A program types other people's addresses: it is told what all are told, and they get no mail.
  if (isSpam) return { kind: 'mail-sent' };
  const isSent = await sendConfirmation(env, open, { leadId: receipt.id, email, at, origin, channel, visitor });
  return { kind: isSent ? 'mail-sent' : 'mail-failed' };
}

const faulty = (fault: PortalFault): Registration => ({ kind: 'fault', status: 422, fault });

/** The one address the registration has; two of them would confirm each other. */
async function emailIn(env: EdgeEnv, { found }: OpenPortal, arrival: Arrival): Promise<string | undefined> {
  const [order] = await ordersOf(env, found, arrival);
  return order && onlyEmail(order.lead);
}
