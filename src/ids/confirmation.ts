import { fingerprint } from './digest.ts';
import { LEAD_LENGTH, receivedAtOf, TIME_LENGTH, timeText } from './lead-id.ts';
import { MAC_LENGTH, mac, verify } from './mac.ts';

const ADDRESS_LENGTH = 12;
const OLDER_LENGTH = LEAD_LENGTH + TIME_LENGTH + MAC_LENGTH;

/** A confirmation as it was read. */
export interface Confirmation {
  leadId: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  /** What stands for the address it was sent to; undefined in those that were made before it stood there. */
  address: string | undefined;
}

/**
 * What a person confirms a registration at a portal with, until `expiresAt` (milliseconds since 1970).
 * @param email the address it is sent to, as an identity: a registration of another address is not confirmed by it.
 */
export async function confirmation(
  secret: string,
  portalId: string,
  leadId: string,
  expiresAt: number,
  email?: string,
): Promise<string> {
  const address = email === undefined ? '' : await addressText(leadId, email);
  const body = leadId + timeText(expiresAt) + address;
  return body + (await mac(secret, `confirm ${portalId}`, body));
}

/** What a confirmation says, or undefined when it is not one of this portal. */
export async function readConfirmation(
  secret: string,
  portalId: string,
  text: string,
): Promise<Confirmation | undefined> {
  const length = text.length === OLDER_LENGTH ? OLDER_LENGTH : OLDER_LENGTH + ADDRESS_LENGTH;
  const body = await verify(secret, `confirm ${portalId}`, text.toLowerCase(), length);
  if (!body) return undefined;
  const until = LEAD_LENGTH + TIME_LENGTH;
  const expiresAt = receivedAtOf(body.slice(LEAD_LENGTH, until));
  return { leadId: body.slice(0, LEAD_LENGTH), expiresAt, address: body.slice(until) || undefined };
}

/** Whether a confirmation was sent to this address. */
export const isSentTo = async ({ leadId, address }: Confirmation, email: string): Promise<boolean> =>
  address === undefined || address === (await addressText(leadId, email));

// The proof that stands behind it covers it, whichever secret made that.
const addressText = async (leadId: string, email: string) =>
  (await fingerprint(`${leadId} ${email}`)).slice(0, ADDRESS_LENGTH);
