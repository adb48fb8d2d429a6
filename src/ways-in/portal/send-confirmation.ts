import { confirmation } from '../../ids/confirmation.ts';
import { fingerprint } from '../../ids/digest.ts';
import { randomText } from '../../ids/random-text.ts';
import type { Channel } from '../../lead/channel/channel.ts';
import { mailboxOf } from '../../lead/identity/mailbox.ts';
import { logEvent, logProblem } from '../../log.ts';
import { mailSender } from '../../outgoing-mail/sender.ts';
import { portalWords } from '../../pages/portal/portal-words.ts';
import type { EdgeEnv } from '../edge-env.ts';
import type { OpenPortal } from './open-portal.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const GOOD_FOR = 7 * DAY;

/** How many mails may go out, so that nobody can fill a mailbox with them. docs/decisions.md says why so many. */
const LIMITS = {
  /** Of one portal to one mailbox: who registers after somebody has typed their address gets a mail all the same. */
  mailbox: [
    { most: 3, period: HOUR },
    { most: 6, period: DAY },
  ],
  /** Of all portals to one mailbox. */
  everywhere: [{ most: 20, period: HOUR }],
  portal: [{ most: 2000, period: HOUR }],
  visitor: [{ most: 30, period: HOUR }],
};

interface Registered {
  leadId: string;
  /** As an identity: nothing in it can end a header. */
  email: string;
  at: number;
  origin: string;
  channel: Channel;
  /** Where the registration came from, to be counted by; undefined on one's own machine. */
  visitor: string | undefined;
}

type Limit = keyof typeof LIMITS;
/** They tell nothing about anybody's mailbox: whoever waits for a mail may know that none comes. */
const TOLD: ReadonlySet<Limit> = new Set(['visitor', 'portal']);

/**
 * Asks the person by mail whether it was them: one mail a registration, and no more than the limits allow. False when
 * the mail could not be sent, also beyond the visitor's or the portal's limit; beyond a mailbox's whoever registered is
 * told the same as ever.
 */
export async function sendConfirmation(
  env: EdgeEnv,
  open: OpenPortal,
  { leadId, email, at, origin, channel: { language }, visitor }: Registered,
): Promise<boolean> {
  const { key, portal } = open;
  const send = mailSender(env);
  if (!send) return false;
  const say = portalWords[language];
  const claims = env.IDEMPOTENCY_KEYS.getByName(portal.id);
  const name = `mail ${leadId}`;
  try {
    const claim = { fingerprint: randomText(20), leadIds: [leadId], receivedAt: at, isRejected: false };
    const held = await claims.claim(name, claim);
    if (held.fingerprint !== claim.fingerprint) return true;
  } catch (error) {
    logProblem('confirmation not sent', { portalId: portal.id, error });
    return false;
  }
  try {
    const limit = await limitReached(env, open, { email, at, visitor });
    if (limit === undefined) {
      const text = await confirmation(env.KELET_SECRET, portal.id, leadId, at + GOOD_FOR, email);
      const link = `${origin}/portal/${key}/confirm/${text}`;
      const subject = `${portal.title}: ${say.mailSubject}`;
      await send({ to: email, subject, text: say.mailText(portal.title, link), language });
      return true;
    }
    await claims.giveUp(name);
    return !TOLD.has(limit);
  } catch (error) {
    logProblem('confirmation not sent', { portalId: portal.id, error });
    // Who sends the page again shall get the mail then.
    await Promise.resolve(claims.giveUp(name)).catch(() => undefined);
    return false;
  }
}

/** The limit that keeps this mail from going out. The portal counts last, and so only what goes out. */
async function limitReached(
  env: EdgeEnv,
  { portal }: OpenPortal,
  { email, at, visitor }: Pick<Registered, 'email' | 'at' | 'visitor'>,
): Promise<Limit | undefined> {
  // Addresses are kept nowhere but in the lead.
  const mailbox = `mailbox ${await fingerprint(mailboxOf(email))}`;
  const own = env.IDEMPOTENCY_KEYS.getByName(portal.id);
  const counted: [Limit, () => Promise<boolean>][] = [
    ['mailbox', async () => own.countOne(mailbox, LIMITS.mailbox, at)],
    ['everywhere', async () => env.IDEMPOTENCY_KEYS.getByName(mailbox).countOne('mails', LIMITS.everywhere, at)],
    ['portal', async () => own.countOne('portal', LIMITS.portal, at)],
  ];
  if (visitor !== undefined) {
    const name = `visitor ${await fingerprint(visitor)}`;
    counted.unshift([
      'visitor',
      async () => env.IDEMPOTENCY_KEYS.getByName(name).countOne('mails', LIMITS.visitor, at),
    ]);
  }
  for (const [limit, isWithin] of counted) {
    if (await isWithin()) continue;
    logEvent('too many confirmation mails', { portalId: portal.id, limit });
    return limit;
  }
  return undefined;
}
