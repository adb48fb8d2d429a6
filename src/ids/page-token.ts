import { receivedAtOf, TIME_LENGTH, timeText } from './lead-id.ts';
import { MAC_LENGTH, mac, verify } from './mac.ts';
import { randomText } from './random-text.ts';

const PAGE_LENGTH = TIME_LENGTH + 10 + MAC_LENGTH;

/** What a page of a portal carries: unlike any other's, and proof of when it was made (milliseconds since 1970). */
export async function pageToken(secret: string, portalId: string, madeAt: number): Promise<string> {
  const body = timeText(madeAt) + randomText(10);
  return body + (await mac(secret, `page ${portalId}`, body));
}

/** When the page with this token was made, or undefined when it is not one of this portal. */
export async function readPageToken(secret: string, portalId: string, token: string): Promise<number | undefined> {
  const body = await verify(secret, `page ${portalId}`, token, PAGE_LENGTH);
  return body === undefined ? undefined : receivedAtOf(body);
}
