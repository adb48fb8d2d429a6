import type { Channel } from '../../lead/channel.ts';
import { isSameSecret } from '../../lead/same-secret.ts';

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
