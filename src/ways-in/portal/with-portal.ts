import type { Context } from 'hono';
import { logProblem } from '../../log.ts';
import { messagePage } from '../../pages/message-page.tsx';
import { page } from '../../pages/page.ts';
import { portalWords } from '../../pages/portal/portal-words.ts';
import { brandOf } from '../../published/colours.ts';
import { findPublishedPortal } from '../../published/portal.ts';
import type { Edge } from '../edge-env.ts';
import type { OpenPortal } from './open-portal.ts';

/** Answers at the portal the address names; a page says so when there is none, or nobody can tell. */
export async function withPortal<E extends Edge>(
  c: Context<E>,
  answer: (open: OpenPortal) => Promise<Response>,
): Promise<Response> {
  const language = /^\s*(?:he|iw)\b/i.test(c.req.header('accept-language') ?? '') ? 'he' : 'en';
  const say = portalWords[language];
  try {
    const key = c.req.param('portalKey') ?? '';
    const open = await findPublishedPortal(c.env, c.get('stored'), key, Date.now());
    if (!open) return page(404, messagePage({ language, title: say.unknown, text: say.unknownMore }));
    const { portal: settings, found } = open;
    const brand = brandOf(settings.accent, settings.background);
    return await answer({ key, portal: settings, found, channel: found.channel, brand });
  } catch (error) {
    // Nothing was acknowledged, so nothing is lost as long as the visitor is told to come again.
    logProblem('portal failed', { error });
    return page(503, messagePage({ language, title: say.away, text: say.awayMore }), {
      headers: { 'retry-after': '30' },
    });
  }
}
