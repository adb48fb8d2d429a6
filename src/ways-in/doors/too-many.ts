import type { Channel } from '../../lead/channel/channel.ts';
import type { Raw } from '../../lead/raw.ts';
import type { Submission } from '../../lead/submission.ts';
import { tooManyPage } from '../../pages/intake/too-many-page.tsx';
import { page } from '../../pages/page.ts';
import { dialectOf, leadByteResponse, type SenderProblem, senderProblem } from '../answer.ts';
import { readRaw } from '../read.ts';
import { receive } from '../receive.ts';
import { leadByteAway, wantsLeadByteJson } from '../senders/suppliers/leadbyte-answer.ts';
import { addressOf, type Door, LIMIT_PERIOD, type LimitEnv, mayEnter } from './limit.ts';

/** A door counted too many; nothing was stored. */
export const TOO_MANY: SenderProblem = {
  code: 'too_many_requests',
  status: 429,
  message: `Too many requests came at once and this one was not taken. Send it again in ${LIMIT_PERIOD} seconds.`,
};

/** The answer to who comes too often from one address; undefined for who may go on. */
export const refusedAddress = async (env: LimitEnv, door: Door, request: Request): Promise<Response | undefined> =>
  (await mayEnter(env, door, addressOf(request))) ? undefined : tooMany(request);

/** The answer when a channel gets more than one ever should; undefined when the lead may go on. */
export const refusedChannel = async (
  env: LimitEnv,
  { id, language }: Pick<Channel, 'id' | 'language'>,
  request: Request,
): Promise<Response | undefined> =>
  (await mayEnter(env, 'channel', id, { channelId: id })) ? undefined : tooMany(request, language);

/** The answer when an address asks for too many pages of ours, or a link gets too many; undefined when it may go on. */
export async function refusedPageRequest({ env, req }: { env: LimitEnv; req: PageRequest }) {
  const [, kind = '', link = ''] = req.path.split('/');
  const tooManyHere = await refusedAddress(env, 'page', req.raw);
  if (tooManyHere || req.raw.method === 'GET') return tooManyHere;
  return (await mayEnter(env, 'channel', `${kind} ${link}`, { kind })) ? undefined : tooMany(req.raw);
}

interface PageRequest {
  path: string;
  raw: Request;
}

/**
 * Answers 429 in the sender's own dialect. A page gives back what was typed, behind a button that sends it again;
 * LeadByte's suppliers read their code alone.
 * @param request not read yet.
 */
export async function tooMany(request: Request, known?: Channel['language']): Promise<Response> {
  const language = known ?? (/^\s*(?:he|iw)\b/i.test(request.headers.get('accept-language') ?? '') ? 'he' : 'en');
  const { raw, wayIn, first } = await readOnceMore(request);
  if (first?.sender === 'leadbyte') {
    return leadByteResponse(leadByteAway(wantsLeadByteJson(first.pairs)), 429, RETRY);
  }
  const dialect = dialectOf(request, wayIn);
  if (dialect !== 'html') return senderProblem(dialect, language, TOO_MANY);
  const method = raw?.method === 'GET' ? 'get' : 'post';
  const action = new URL(request.url).pathname;
  return page(429, tooManyPage({ language, action, method, pairs: first?.pairs ?? [] }), { headers: RETRY });
}

const RETRY = { 'retry-after': String(LIMIT_PERIOD) };

interface Read {
  raw?: Raw;
  wayIn?: Parameters<typeof dialectOf>[1];
  first?: Pick<Submission, 'pairs' | 'sender'> | undefined;
}

/** What the sender would lose. Whatever cannot be read, a limit stays a limit. */
async function readOnceMore(request: Request): Promise<Read> {
  try {
    const { raw, refused } = await receive(request);
    if (refused || (raw.method === 'GET' && !raw.query)) return { raw };
    const reading = readRaw(raw, {});
    return reading.ok ? { raw, wayIn: reading.wayIn, first: reading.submissions[0] } : { raw };
  } catch {
    return {};
  }
}
