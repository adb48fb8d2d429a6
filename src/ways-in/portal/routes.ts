import { type Context, Hono } from 'hono';
import { pageToken } from '../../ids/page-token.ts';
import { turnstileOf } from '../../lead/channel/turnstile.ts';
import { messagePage } from '../../pages/message-page.tsx';
import { page } from '../../pages/page.ts';
import { type PortalFault, portalPage } from '../../pages/portal/portal-page.tsx';
import { portalWords } from '../../pages/portal/portal-words.ts';
import { addressOf } from '../doors/limit.ts';
import { publicOrigin } from '../doors/public-origin.ts';
import type { Edge } from '../edge-env.ts';
import { pairsOf } from '../own-pages/page-token.ts';
import { receive } from '../receive.ts';
import { marketerIn } from './marketer.ts';
import type { OpenPortal } from './open-portal.ts';
import { PORTAL_NAMES, register, shownAtOf } from './register.ts';
import { withPortal } from './with-portal.ts';

/** `/portal/{portalKey}`: a business's public registration page. */
export const portal = new Hono<Edge>();

portal.get('/:portalKey', (c) =>
  withPortal(c, (open) => form(c, open, 200, { marketer: marketerIn(new URL(c.req.url).searchParams) })),
);

portal.post('/:portalKey', (c) =>
  withPortal(c, async (open) => {
    const { raw, refused } = await receive(c.req.raw);
    const pairs = refused ? [] : await pairsOf(raw);
    const shownAt = await shownAtOf(c.env, open, pairs);
    const arrival = { raw, refused, pairs, at: Date.now(), shownAt, visitor: addressOf(c.req.raw) };
    const result = await register(c.env, open, arrival, publicOrigin(c.env, c.req.url));
    const say = portalWords[open.channel.language];
    if (result.kind === 'fault') {
      const marketer = marketerIn(new URLSearchParams(pairs.map(({ name, value }) => [name, value])));
      return form(c, open, result.status, { marketer, pairs, fault: result.fault, shownAt });
    }
    if (result.kind === 'taken') return tell(open, 200, say.thanks, say.thanksMore);
    if (result.kind === 'mail-sent') return tell(open, 200, say.mailSent, say.mailSentMore);
    return tell(open, 503, say.mailFailed, say.mailFailedMore, { 'retry-after': '600' });
  }),
);

portal.all('*', () =>
  page(405, messagePage({ language: 'en', title: 'This page is read with GET and sent with POST', text: '' }), {
    headers: { allow: 'GET, POST' },
  }),
);

interface Stand {
  marketer: string;
  pairs?: { name: string; value: string }[];
  fault?: PortalFault;
  /** When this visitor was first shown the page: whoever corrects it has read it already. */
  shownAt?: number | undefined;
}

async function form(c: Context<Edge>, open: OpenPortal, status: number, stand: Stand): Promise<Response> {
  const { marketer, pairs = [], fault, shownAt = Date.now() } = stand;
  const { portal: shown, channel, brand } = open;
  const hasConsented = pairs.some(({ name }) => name === PORTAL_NAMES.consent) && fault?.kind !== 'consent';
  const action = c.req.path;
  const token = await pageToken(c.env.KELET_SECRET, shown.id, shownAt);
  const props = { portal: shown, channel, brand, action, names: PORTAL_NAMES, token, marketer, pairs };
  const needs = { brand, hasTurnstile: turnstileOf(channel) !== undefined };
  return page(status, portalPage({ ...props, hasConsented, fault }), needs);
}

const tell = (
  { channel: { language }, brand }: OpenPortal,
  status: number,
  title: string,
  text: string,
  headers: Record<string, string> = {},
) => page(status, messagePage({ language, title, text, brand }), { brand, headers });
