import { confirmation } from '../../ids/confirmation.ts';
import type { Channel } from '../../lead/channel/channel.ts';
import { logProblem } from '../../log.ts';
import { mailSender } from '../../outgoing-mail/sender.ts';
import { portalWords } from '../../pages/portal/portal-words.ts';
import type { EdgeEnv } from '../edge-env.ts';
import type { OpenPortal } from './open-portal.ts';

const GOOD_FOR = 7 * 24 * 3_600_000;
/** One address gets one mail of a portal in this time, however often somebody types it: milliseconds. */
const ONE_MAIL_IN = 600_000;

interface Registered {
  leadId: string;
  /** As an identity: nothing in it can end a header. */
  email: string;
  at: number;
  origin: string;
  channel: Channel;
}

/** Asks the person by mail whether it was them. False when the mail could not be sent. */
export async function sendConfirmation(
  env: EdgeEnv,
  { key, portal }: OpenPortal,
  { leadId, email, at, origin, channel: { language } }: Registered,
): Promise<boolean> {
  const send = mailSender(env);
  if (!send) return false;
  const say = portalWords[language];
  try {
    const claim = { fingerprint: leadId, leadIds: [leadId], receivedAt: at, isRejected: false };
    const slot = `mail ${email} ${Math.floor(at / ONE_MAIL_IN)}`;
    const held = await env.IDEMPOTENCY_KEYS.getByName(portal.id).claim(slot, claim);
    if (held.fingerprint !== leadId || held.receivedAt !== at) return true;
    const text = await confirmation(env.KELET_SECRET, portal.id, leadId, at + GOOD_FOR);
    const link = `${origin}/portal/${key}/confirm/${text}`;
    const subject = `${portal.title}: ${say.mailSubject}`;
    await send({ to: email, subject, text: say.mailText(portal.title, link), language });
    return true;
  } catch (error) {
    logProblem('confirmation not sent', { portalId: portal.id, error });
    return false;
  }
}
