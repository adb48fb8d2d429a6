import type { Channel } from '../../lead/channel/channel.ts';
import type { SpamVerdict } from '../../lead/spam.ts';
import type { WayIn } from '../../lead/submission.ts';
import type { Understood, UnderstoodBody } from '../understood.ts';

/** What people send by a form. Programs that send the other formats have no widget to pass. */
const ASKED: ReadonlySet<WayIn> = new Set<WayIn>(['html-form', 'portal']);

/** The verdict on what came without a token where the channel asks for one. */
export const missingToken = (channel: Channel, wayIn: WayIn, token: string | undefined): SpamVerdict | null =>
  channel.turnstileSecret !== undefined && token === undefined && ASKED.has(wayIn) ? 'spam:turnstile-missing' : null;

/** A lead Turnstile may still be asked about: one that is to be taken, or waits for its person's word. */
export const isOpen = ({ rejection, quarantine }: Pick<Understood, 'rejection' | 'quarantine'>) =>
  rejection === null && (quarantine === null || quarantine === 'unconfirmed');

/** Keeps aside what came without a token. Decided where it arrives: it takes nobody's word. */
export function missTokens({ wayIn, leads }: UnderstoodBody, channel: Channel): void {
  if (channel.turnstileSecret === undefined) return;
  for (const lead of leads)
    if (isOpen(lead)) lead.quarantine = missingToken(channel, wayIn, lead.token) ?? lead.quarantine;
}

/** The token the consumer is to show to Cloudflare; undefined when there is nothing to ask. */
export function tokenToCheck(lead: Understood, wayIn: WayIn, channel: Channel, isKnown: boolean): string | undefined {
  if (lead.token === undefined || !ASKED.has(wayIn)) return undefined;
  // Whether a channel the edge does not know asks for it, the consumer sees.
  return isKnown && (channel.turnstileSecret === undefined || !isOpen(lead)) ? undefined : lead.token;
}
