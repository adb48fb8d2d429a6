import { isSentTo, readConfirmation } from '../../ids/confirmation.ts';
import { messagePage } from '../../pages/message-page.tsx';
import { page } from '../../pages/page.ts';
import { confirmPage } from '../../pages/portal/confirm-page.tsx';
import { portalWords } from '../../pages/portal/portal-words.ts';
import { readCurrentChannel } from '../../published/current-channel.ts';
import { releaseLead } from '../../queue/release.ts';
import { confirmed } from '../own-pages/page-fields.ts';
import { reorder } from '../read-again.ts';
import { onlyEmail } from './only-email.ts';
import type { OpenPortal } from './open-portal.ts';

/** What opening the link of the mail shows: a button. Nothing has happened yet. */
export async function askToConfirm(env: Env, open: OpenPortal, text: string, action: string): Promise<Response> {
  const { portal, brand, channel } = open;
  const { language } = channel;
  const say = portalWords[language];
  const read = await readConfirmation(env.KELET_SECRET, portal.id, text);
  const refusal = refusalOf(open, read);
  if (refusal) return refusal;
  const more = say.confirmMore.replace('%', () => portal.title);
  return page(
    200,
    confirmPage({ language, brand, title: say.confirm, text: more, button: say.confirmButton, action }),
    {
      brand,
    },
  );
}

/** What pressing it does: the lead goes on the queue again, and becomes a contact. Pressing it twice does it once. */
export async function confirmWith(env: Env, open: OpenPortal, text: string, action: string): Promise<Response> {
  const { portal, brand, channel } = open;
  const { language } = channel;
  const say = portalWords[language];
  const read = await readConfirmation(env.KELET_SECRET, portal.id, text);
  const refusal = refusalOf(open, read);
  if (refusal || !read) return refusal ?? expired(open);
  const result = await releaseLead(env, read.leadId, async (order) => {
    const current = await readCurrentChannel(env.CONTROL, order.channelId);
    if (!current) return undefined;
    const again = await reorder(order, current);
    // The channel or somebody's repair may have made it another person's since the mail was sent.
    const email = onlyEmail(again.lead);
    if (email === undefined || !(await isSentTo(read, email))) return undefined;
    return { ...again, quarantine: null, lead: confirmed(again.lead, Date.now()) };
  });
  if (result === 'gone') return expired(open);
  if (result === 'done') {
    const body = messagePage({ language, title: say.confirmed, text: say.confirmedMore, brand });
    return page(200, body, { brand });
  }
  const props = { language, brand, title: say.notYet, text: say.notYetMore, button: say.again, action };
  return page(503, confirmPage(props), { brand, headers: { 'retry-after': '30' } });
}

function refusalOf(open: OpenPortal, read: { expiresAt: number } | undefined): Promise<Response> | undefined {
  const { channel, brand } = open;
  const { language } = channel;
  const say = portalWords[language];
  if (!read) return page(404, messagePage({ language, title: say.unknown, text: say.unknownMore, brand }), { brand });
  return read.expiresAt <= Date.now() ? expired(open) : undefined;
}

function expired({ channel: { language }, brand }: OpenPortal): Promise<Response> {
  const say = portalWords[language];
  return page(410, messagePage({ language, title: say.expired, text: say.expiredMore, brand }), { brand });
}
