import { isSameSecret } from '../../../ids/same-text.ts';
import type { Channel } from '../../../lead/channel/channel.ts';

/** Whether a GET is Meta asking for consent to send here. Such a request is never a lead. */
export const isVerification = ({ url }: Request): boolean => new URL(url).searchParams.has('hub.mode');

/** Meta's challenge, when it names the channel's verify token; undefined when it does not. */
export async function challengeOf({ url }: Request, { metaVerifyToken }: Channel): Promise<string | undefined> {
  const { searchParams: query } = new URL(url);
  const token = query.get('hub.verify_token');
  const isTrue =
    query.get('hub.mode') === 'subscribe' &&
    token !== null &&
    metaVerifyToken !== undefined &&
    (await isSameSecret(token, metaVerifyToken));
  return isTrue ? (query.get('hub.challenge') ?? undefined) : undefined;
}
