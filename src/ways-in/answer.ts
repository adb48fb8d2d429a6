import type { Channel } from '../lead/channel/channel.ts';
import { allowedRedirect } from '../lead/channel/redirect.ts';
import type { Rejection, WayIn } from '../lead/submission.ts';
import { refusedPage } from '../pages/intake/refused-page.tsx';
import { thanksPage } from '../pages/intake/thanks-page.tsx';
import { page } from '../pages/page.ts';
import { titleOf } from '../refusal.ts';
import type { Acceptance, GivenReceipt } from './accept/accept.ts';
import { LIMIT_PERIOD } from './doors/limit.ts';
import { leadByteAnswer, wantsLeadByteJson } from './senders/suppliers/leadbyte-answer.ts';
import { answerPing } from './set-up/answer-ping.ts';
import { THANKS } from './set-up/ping.ts';

/** The language an answer is written in: the sender's own. */
export type Dialect = 'html' | 'json' | 'xml';

/** A refusal that has nothing to do with what a lead holds. */
export interface SenderProblem {
  code: string;
  status: 401 | 403 | 404 | 405 | 409 | 429 | 503;
  message: string;
}

/** What to speak to this sender: JSON to those who ask for it or send it, XML to XML, else a page. */
export function dialectOf(request: Request, wayIn?: WayIn): Dialect {
  const accepts = request.headers.get('accept') ?? '';
  if (/\bapplication\/(problem\+)?json\b/i.test(accepts)) return 'json';
  if (wayIn === 'json') return 'json';
  if (wayIn === 'xml') return 'xml';
  if (wayIn) return 'html';
  const sends = request.headers.get('content-type') ?? '';
  if (/json/i.test(sends)) return 'json';
  return /xml/i.test(sends) ? 'xml' : 'html';
}

/** Answers what became of an arrival (contract.md, "Answers"). */
export async function answerOf(
  request: Request,
  channel: Channel,
  acceptance: Acceptance,
  action: string,
): Promise<Response> {
  const dialect = dialectOf(request, acceptance.wayIn);
  switch (acceptance.kind) {
    case 'not-allowed':
      return senderProblem(dialect, channel.language, notAllowed(acceptance.wayIn));
    case 'unproven':
      return senderProblem(dialect, channel.language, acceptance.refusal);
    case 'conflict':
      return senderProblem(dialect, channel.language, CONFLICT);
    case 'nothing':
      return answerPing(THANKS);
    case 'receipts': {
      const { receipts } = acceptance;
      const [first] = receipts;
      if (first?.sender === 'leadbyte') {
        const asJson = wantsLeadByteJson(first.pairs);
        if (asJson || (dialect === 'html' && !first.lead.redirectTo))
          return leadByteResponse(leadByteAnswer(first, asJson));
      }
      // Whatever else stands in an answer Twilio would say to the person who asks.
      if (first?.sender === 'twilio' && first.status === 'queued') return xml(200, '<Response></Response>');
      const accepted = receipts.find(({ status }) => status === 'queued');
      if (!accepted) return refused(dialect, channel, receipts, acceptance.wayIn, action);
      return taken(dialect, channel, accepted, receipts);
    }
  }
}

const notAllowed = (wayIn: WayIn): SenderProblem => ({
  code: 'format_not_allowed',
  status: 403,
  message: `This channel does not take leads as ${wayIn}. Its owner can turn that on in the channel's settings.`,
});

const CONFLICT: SenderProblem = {
  code: 'idempotency_key_reused',
  status: 409,
  message: 'This Idempotency-Key was used for other content. Send new content under a new key.',
};

async function taken(
  dialect: Dialect,
  channel: Channel,
  first: GivenReceipt,
  receipts: GivenReceipt[],
): Promise<Response> {
  switch (dialect) {
    case 'json': {
      const leads = receipts.map(receiptJson);
      return json(200, leads.length > 1 ? { ...receiptJson(first), leads } : receiptJson(first));
    }
    case 'xml':
      return xml(200, `<response>${receipts.map(receiptXml).join('')}</response>`);
    case 'html': {
      const target = allowedRedirect(first.lead.redirectTo, channel.redirectHosts);
      if (!target) return page(200, thanksPage({ language: channel.language, leadId: first.id }));
      target.searchParams.set('lead', first.id);
      return new Response(null, { status: 303, headers: { location: target.href, ...COMMON } });
    }
  }
}

async function refused(
  dialect: Dialect,
  channel: Channel,
  receipts: GivenReceipt[],
  wayIn: WayIn,
  action: string,
): Promise<Response> {
  const [receipt] = receipts;
  const rejection = receipt?.rejection;
  if (!receipt || !rejection) throw new Error('A body without a lead was not refused');
  if (dialect !== 'html') return senderProblem(dialect, channel.language, rejection, receipt.id);
  const again = {
    channel,
    pairs: receipt.pairs,
    action,
    method: wayIn === 'url' ? ('get' as const) : ('post' as const),
  };
  const target = allowedRedirect(receipt.lead.redirectTo, channel.redirectHosts);
  return page(rejection.status, refusedPage({ language: channel.language, rejection, again }), {
    formTargets: target ? [target.origin] : [],
  });
}

const receiptJson = ({ id, status, rejection, lead }: GivenReceipt) => ({
  id,
  status,
  url: `/leads/${id}`,
  warnings: lead.warnings,
  ...(rejection ? { error: { code: rejection.code, message: rejection.message, field: rejection.field } } : {}),
});

const receiptXml = ({ id, status, rejection }: GivenReceipt) =>
  `<lead><id>${id}</id><status>${status}</status>${rejection ? errorXml(rejection) : ''}</lead>`;

const errorXml = ({ code, message }: Pick<Rejection, 'code' | 'message'>) =>
  `<error code="${escapeXml(code)}"><message>${escapeXml(message)}</message></error>`;

/** An error in the sender's own dialect. */
export async function senderProblem(
  dialect: Dialect,
  language: Channel['language'],
  fault: SenderProblem | Rejection,
  leadId?: string,
): Promise<Response> {
  const { code, status, message } = fault;
  const headers: Record<string, string> = {
    ...(status === 503 ? { 'retry-after': '30' } : {}),
    ...(status === 429 ? { 'retry-after': String(LIMIT_PERIOD) } : {}),
    ...(status === 405 ? { allow: 'GET, HEAD, POST, OPTIONS' } : {}),
  };
  if (dialect === 'xml') return xml(status, `<response>${errorXml(fault)}</response>`, headers);
  if (dialect === 'html') return page(status, refusedPage({ language, rejection: { code, message } }), { headers });
  const field = 'field' in fault && fault.field ? { field: fault.field } : {};
  const body = { type: 'about:blank', title: titleOf(status), status, code, detail: message, ...field };
  return json(status, leadId ? { ...body, id: leadId } : body, {
    'content-type': 'application/problem+json; charset=utf-8',
    ...headers,
  });
}

const COMMON = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...COMMON, ...headers },
  });

/** An answer in LeadByte's own form. */
export const leadByteResponse = (
  { type, body }: ReturnType<typeof leadByteAnswer>,
  status = 200,
  headers: Record<string, string> = {},
) => new Response(body, { status, headers: { 'content-type': type, ...COMMON, ...headers } });

const xml = (status: number, body: string, headers: Record<string, string> = {}) =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`, {
    status,
    headers: { 'content-type': 'application/xml; charset=utf-8', ...COMMON, ...headers },
  });

const escapeXml = (text: string) => text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
