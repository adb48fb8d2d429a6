import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { logEvent, logProblem } from '../log.ts';
import { type FoundChannel, findLegacyChannel, findPublishedChannel } from '../published/find-channel.ts';
import { accept } from './accept/accept.ts';
import { answerOf, dialectOf, type SenderProblem, senderProblem } from './answer.ts';
import { publicOrigin } from './doors/public-origin.ts';
import { refusedAddress, refusedChannel } from './doors/too-many.ts';
import type { Edge, EdgeEnv } from './edge-env.ts';
import { systemIdOf } from './fronttask-address.ts';
import { helpAnswer } from './help.ts';
import { isPrefetch, isUnintended } from './previews.ts';
import { receive } from './receive.ts';
import { challengeOf, isVerification } from './senders/ads/meta-verification.ts';
import { answerPing } from './set-up/answer-ping.ts';
import { handshakeAnswer, pingAnswer } from './set-up/ping.ts';

const NO_CHANNEL: SenderProblem = {
  code: 'no_such_channel',
  status: 404,
  message: 'There is no channel at this address. Copy the address again from the channel page.',
};

const WRONG_TOKEN: SenderProblem = {
  code: 'verify_token_wrong',
  status: 403,
  message:
    "hub.verify_token is not the one of this channel. Enter the channel's verify token in Meta's webhook settings.",
};

const NO_STORE = { 'cache-control': 'no-store' };

/** Nothing was stored; the sender is asked to come again. */
export const TRY_AGAIN: SenderProblem = {
  code: 'try_again',
  status: 503,
  message: 'The lead could not be stored just now. Send it again in half a minute.',
};

const NOT_ALLOWED: SenderProblem = {
  code: 'method_not_allowed',
  status: 405,
  message: 'Send leads with POST, or with GET and the fields in the address.',
};

/** Everything a sender of leads reaches: `/in/{channelKey}` and FrontTask's old address under any prefix. */
export const waysIn = new Hono<Edge>();

// For preflights only: on a lead's answer the middleware would copy all of it.
waysIn.options(
  '/in/*',
  cors({ origin: '*', allowMethods: ['GET', 'POST'], allowHeaders: ['content-type', 'idempotency-key', 'accept'] }),
);
waysIn.all('/in/:channelKey{[^/]+/?}', async (c) => {
  const key = c.req.param('channelKey').replace(/\/$/, '');
  const tooMany = await refusedAddress(c.env, 'address', c.req.raw);
  const response = tooMany ?? (await answerVisitor(c, (env, now) => findPublishedChannel(env, key, now)));
  response.headers.set('access-control-allow-origin', '*');
  return response;
});
waysIn.all('*', async (c, next) => {
  if (!LEGACY_PATH.test(c.req.path)) return next();
  return answerLegacy(c);
});

/** The same address, bound to a business by the key of one of its channels. */
const KEYED_PATH = /^\/l\/([^/]{1,200})\//i;
const LEGACY_PATH = /\/Pages\/Utilities\/WebToLead\.aspx$/i;

type FindChannel = (env: EdgeEnv, now: number) => Promise<FoundChannel | undefined>;

async function answerVisitor(c: Context<Edge>, find: FindChannel): Promise<Response> {
  const request = c.req.raw;
  const found = await find(c.env, Date.now());
  const language = found?.channel.language ?? 'en';
  if (!found) return senderProblem(dialectOf(request), language, NO_CHANNEL);
  if (request.method === 'HEAD') return new Response(null, { status: 200, headers: { 'cache-control': 'no-store' } });
  if (request.method === 'GET') {
    // A browser may show what it prefetched without asking again: refuse, so that the click itself arrives.
    if (isPrefetch(request.headers))
      return new Response(null, { status: 425, headers: { 'cache-control': 'no-store' } });
    if (isVerification(request)) return answerVerification(request, found);
    const handshake = handshakeAnswer(request.headers, new URL(request.url).search.slice(1));
    if (handshake) return answerPing(handshake);
    if (!hasFields(request) || isUnintended(request.headers)) {
      return helpAnswer(request, found.channel, publicOrigin(c.env, request.url));
    }
  } else if (request.method !== 'POST') {
    return senderProblem(dialectOf(request), language, NOT_ALLOWED);
  }
  return (await refusedChannel(c.env, found.channel, request)) ?? takeLead(c, found);
}

async function answerVerification(request: Request, { channel, isKnown }: FoundChannel): Promise<Response> {
  const challenge = await challengeOf(request, channel);
  // A channel is known everywhere a minute after it was set up.
  if (challenge === undefined) {
    if (isKnown) logEvent('sender refused', { channelId: channel.id, code: WRONG_TOKEN.code });
    return senderProblem(dialectOf(request), channel.language, isKnown ? WRONG_TOKEN : TRY_AGAIN);
  }
  return new Response(challenge, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff', ...NO_STORE },
  });
}

const hasFields = ({ url }: Request) => /\?./.test(url);

async function answerLegacy(c: Context<Edge>): Promise<Response> {
  const request = c.req.raw;
  if (request.method === 'HEAD') return new Response(null, { status: 200 });
  const tooMany = await refusedAddress(c.env, 'address', request);
  if (tooMany) return tooMany;
  const { raw, refused } = await receive(request.clone());
  const systemId = systemIdOf(raw);
  const [, underKey] = KEYED_PATH.exec(c.req.path) ?? [];
  try {
    return await answerVisitor(c, (env, now) =>
      refused && !systemId && underKey === undefined
        ? Promise.resolve(undefined)
        : findLegacyChannel(env, c.get('stored'), { systemId: systemId ?? '', underKey }, now),
    );
  } catch (error) {
    logProblem('legacy channel not found out', { error });
    return senderProblem(dialectOf(request), 'en', TRY_AGAIN);
  }
}

const LONGEST_WEBHOOK_ID = 255;

/** The name of a webhook's message; one that is no name names nothing. */
const webhookIdOf = (header: string | undefined) =>
  header !== undefined && /\S/.test(header) && header.length <= LONGEST_WEBHOOK_ID ? header.trim() : undefined;

async function takeLead(c: Context<Edge>, found: FoundChannel): Promise<Response> {
  const request = c.req.raw;
  const idempotencyKey = request.method === 'POST' ? c.req.header('idempotency-key') : undefined;
  if (idempotencyKey !== undefined && (idempotencyKey.length > 255 || !idempotencyKey.trim())) {
    return senderProblem(dialectOf(request), found.channel.language, {
      code: 'idempotency_key_invalid',
      status: 400,
      message: 'An Idempotency-Key has 1 to 255 characters.',
    });
  }
  const receivedAt = Date.now();
  try {
    const { raw, refused } = await receive(request);
    const ping = request.method === 'POST' && !refused ? pingAnswer(request.headers, raw) : undefined;
    if (ping) return answerPing(ping);
    const signature = c.req.header('x-hub-signature-256');
    // Svix, from which Standard Webhooks come, calls it so.
    const webhookId = webhookIdOf(c.req.header('webhook-id') ?? c.req.header('svix-id'));
    const arrival = { raw, refused, receivedAt, idempotencyKey, signature, webhookId };
    const acceptance = await accept(c.env, found, arrival);
    return answerOf(request, found.channel, acceptance, c.req.path);
  } catch (error) {
    // Nothing was acknowledged, so nothing is lost as long as the sender is told to come again.
    logProblem('lead not taken', { channelId: found.channel.id, error });
    return senderProblem(dialectOf(request), found.channel.language, TRY_AGAIN);
  }
}
