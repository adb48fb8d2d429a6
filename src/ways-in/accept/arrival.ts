import type { Channel } from '../../lead/channel/channel.ts';
import { ofApi } from '../../lead/channel/of-api.ts';
import type { Raw } from '../../lead/raw.ts';
import type { Rejection } from '../../lead/submission.ts';
import type { OwnPage } from '../own-pages/page-fields.ts';
import { understand } from '../understand.ts';
import { refusedBody, type UnderstoodBody } from '../understood.ts';

/** What arrived on a channel, and when. */
export interface Arrival {
  raw: Raw;
  /** Milliseconds since 1970. */
  receivedAt: number;
  idempotencyKey: string | undefined;
  /** The body could not even be taken in full; it is kept as rejected. */
  refused: Rejection | undefined;
  /** The header `X-Hub-Signature-256`, if one came. */
  signature?: string | undefined;
  /** The header `webhook-id`, if one came. */
  webhookId?: string | undefined;
  /** The page of ours it came by. Its link was the leave to send, whatever formats the channel takes. */
  page?: OwnPage | undefined;
  /** A program sent it with an API key. */
  isOfApi?: boolean;
}

/** The leads of what arrived; of what could not be taken in full, what it began to be. */
export async function bodyOfArrival(
  { raw, refused, page, isOfApi }: Arrival,
  channel: Channel,
): Promise<UnderstoodBody> {
  if (!refused && isOfApi) return markedOfApi(await understand(raw, ofApi(channel)));
  if (!refused) return understand(raw, channel, { page });
  const body = refusedBody(raw, refused);
  return page ? { ...body, wayIn: page.wayIn } : body;
}

/** Its leave goes with the lead, for when it is read again. */
const markedOfApi = (body: UnderstoodBody): UnderstoodBody => ({
  ...body,
  leads: body.leads.map((one) => ({ ...one, lead: { ...one.lead, isOfApi: true } })),
});
