import type { LeadOrder } from '../contacts/order.ts';
import type { Channel } from '../lead/channel/channel.ts';
import { ofApi } from '../lead/channel/of-api.ts';
import { isIdReused } from '../lead/id-reused.ts';
import { restoreRaw } from '../lead/raw.ts';
import { isSpamVerdict, judged, keptVerdict, type SpamVerdict } from '../lead/spam.ts';
import type { Rejection, Warning } from '../lead/submission.ts';
import { readCurrentChannel } from '../published/current-channel.ts';
import type { LeadMessage } from '../queue/message.ts';
import { decisionsOf, printOf } from './decisions.ts';
import { narrowedTo } from './internal-form/narrowed.ts';
import { MAIL_NOT_ALLOWED } from './mail/mail-not-allowed.ts';
import { isOwnWayIn } from './own-pages/page-fields.ts';
import { gateOf } from './senders/gates.ts';
import { isOpen, missingToken } from './spam/turnstile.ts';
import { understand } from './understand.ts';
import type { Charset } from './way-in.ts';

/**
 * Reads the raw bytes of a message again with the channel as the control database has it.
 * @throws when D1 does not answer, so that the message comes again.
 */
export async function readAgain(
  env: Pick<Env, 'CONTROL'>,
  { order, isUnproven, turnstile }: LeadMessage,
): Promise<LeadOrder> {
  const channel = await readCurrentChannel(env.CONTROL, order.channelId);
  if (!channel) return { ...order, rejection: NO_CHANNEL };
  const read = await reorder(order, channel);
  // Nobody waited for an answer that would have refused it.
  if (read.wayIn === 'mail' && !channel.waysIn.includes('mail')) return { ...read, rejection: MAIL_NOT_ALLOWED };
  const isToBeProven = channel.onlyProven || gateOf(read.sender)?.secretOf(channel) !== undefined;
  if (isUnproven && isToBeProven) return setAside(read);
  const verdict = isOpen(read) ? missingToken(channel, read.wayIn, turnstile) : null;
  return verdict ? { ...read, quarantine: verdict, lead: judged(read.lead, verdict) } : read;
}

/** What could be checked only where it arrived, and was not, waits for a person. */
const setAside = (order: LeadOrder): LeadOrder => ({
  ...order,
  quarantine: order.quarantine ?? 'unproven',
  lead: { ...order.lead, warnings: [...order.lead.warnings, UNPROVEN] },
});

const UNPROVEN: Warning = {
  code: 'sender_not_checked',
  message: "The lead came before the channel's secret was known where it arrived, so its sender was not checked.",
};

const NOT_THERE: Rejection = {
  code: 'unreadable',
  status: 422,
  message: 'Read this way, the document no longer holds this lead. Try another charset, or repair the channel.',
};

const NO_CHANNEL: Rejection = {
  code: 'no_such_channel',
  status: 422,
  message: 'The channel this lead came by was deleted before the lead could be read. Its bytes are kept.',
};

/**
 * The order with its lead read anew from the raw bytes it carries, under these settings. A verdict that the bytes do
 * not hold stands: nobody can ask again how long a page was open, or show a token of Turnstile's twice.
 */
export async function reorder(
  order: LeadOrder,
  current: Channel,
  options: { charset?: Charset } = {},
): Promise<LeadOrder> {
  const { repair, isOfApi } = order.lead;
  if (!order.raw || order.rejection?.code === 'too_large') return order;
  const { wayIn: cameBy, receivedAt: at } = order;
  const isUnconfirmed = order.quarantine === 'unconfirmed' || order.lead.isUnconfirmed === true;
  const standing = isSpamVerdict(order.quarantine) ? order.quarantine : keptVerdict(order.lead.warnings);
  const isTooFast = standing === 'spam:too-fast';
  const page = isOwnWayIn(cameBy) ? { wayIn: cameBy, at, isUnconfirmed, isTooFast, ...order.lead.page } : undefined;
  const channel = narrowedTo(isOfApi ? ofApi(current) : current, order.lead.page?.processId);
  const body = await understand(restoreRaw(order.raw), channel, {
    ...options,
    page,
    repair: repair && { index: order.rawIndex, values: repair.values },
  });
  const understood = body.leads[order.rawIndex];
  if (!understood) return { ...order, rejection: NOT_THERE };
  const { wayIn, charset } = body;
  const { rejection, sender } = understood;
  const quarantine = isOpen({ rejection: null, quarantine: understood.quarantine })
    ? (turnstileVerdict(standing, channel) ?? understood.quarantine)
    : understood.quarantine;
  const warnings = [...understood.lead.warnings, ...order.lead.warnings.filter(isIdReused)];
  const kept = { ...(repair ? { repair } : {}), ...(isOfApi ? { isOfApi } : {}) };
  const lead = judged({ ...understood.lead, warnings, ...kept }, quarantine);
  const print = await printOf(channel, wayIn, understood);
  const decisions = decisionsOf(channel, wayIn, lead);
  return { ...order, wayIn, charset, lead, rejection, sender, quarantine, fingerprint: print, ...decisions };
}

/** Turnstile's verdict, as long as the channel has Turnstile. */
const turnstileVerdict = (standing: SpamVerdict | undefined, { turnstileSecret }: Channel): SpamVerdict | null =>
  turnstileSecret !== undefined && standing?.startsWith('spam:turnstile') ? standing : null;
