import { LEAD_LENGTH, receivedAtOf, TIME_LENGTH, timeText } from './lead-id.ts';
import { MAC_LENGTH, mac, verify } from './mac.ts';

/** What a person confirms a registration at a portal with, until `expiresAt` (milliseconds since 1970). */
export async function confirmation(secret: string, portalId: string, leadId: string, expiresAt: number) {
  const body = leadId + timeText(expiresAt);
  return body + (await mac(secret, `confirm ${portalId}`, body));
}

/** The lead a confirmation is for and when it expires, or undefined when it is not one of this portal. */
export async function readConfirmation(secret: string, portalId: string, text: string) {
  const length = LEAD_LENGTH + TIME_LENGTH + MAC_LENGTH;
  const body = await verify(secret, `confirm ${portalId}`, text.toLowerCase(), length);
  return body ? { leadId: body.slice(0, LEAD_LENGTH), expiresAt: receivedAtOf(body.slice(LEAD_LENGTH)) } : undefined;
}
