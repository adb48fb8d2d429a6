import { fingerprint } from '../../ids/digest.ts';
import type { Channel } from '../../lead/channel/channel.ts';
import { permissiveChannel } from '../../lead/channel/permissive-channel.ts';
import { emailIdentity } from '../../lead/identity/email.ts';
import { isDelivery, isMachinery } from '../../lead/machinery.ts';
import { isSpamVerdict } from '../../lead/spam.ts';
import type { Pair } from '../../lead/submission.ts';
import { eventIdIn, leadIdIn, siteIn } from '../senders/own-id.ts';
import { understand } from '../understand.ts';
import type { Understood, UnderstoodBody } from '../understood.ts';
import type { Arrival } from './arrival.ts';

/** What a lead goes by at its sender. */
export interface OwnName {
  /** Who counts, and the id it gave; known again whatever the lead says. */
  id: string;
  /** The same of what the person says. */
  words: string;
  /** Its sender comes again until the lead is taken, so that it may be told to. */
  comesAgain: boolean;
}

/** What of a lead its own name is made of. */
type Sent = Pick<Understood, 'providerLeadId' | 'sender' | 'pairs' | 'words' | 'quarantine'>;

/**
 * The name a sender's own id gives a lead; undefined when there is none. The id is no proof: whoever knows the address
 * can send it, and two sites may count alike. So it is taken together with the site that the body names, and says only
 * with the same words that it is the same lead. All of it is what was sent, and nothing what the channel makes of that:
 * a lead that comes again may be the first that is read with the channel's settings.
 * @param message the header `webhook-id`, which is the same whenever a message is sent again (Standard Webhooks), and
 *   how many leads came with it: an id that several may share names each of them by its words.
 * @param at when it came: milliseconds since 1970.
 */
export async function ownNameOf(
  lead: Sent,
  wayIn: UnderstoodBody['wayIn'],
  { webhookId, leads }: { webhookId: string | undefined; leads: number },
  at: number,
): Promise<OwnName | undefined> {
  const { providerLeadId, sender, pairs } = lead;
  const byName = providerLeadId ?? leadIdIn(pairs);
  const id = byName ?? (webhookId && `webhook ${webhookId}`) ?? eventIdIn(pairs);
  if (!id) return undefined;
  const words = await fingerprint(wordsOf(lead, at));
  const isItsOwn = leads === 1 || providerLeadId !== undefined;
  const key = await fingerprint(JSON.stringify([sender, siteIn(pairs), id, ...(isItsOwn ? [] : [words])]));
  const isForm = !providerLeadId && !webhookId && (wayIn === 'html-form' || wayIn === 'url');
  return { id: `own ${key}`, words, comesAgain: !isForm };
}

/** A mail is taken apart by the labels a channel knows; of one that knows some of its own, as it is without them. */
export async function asSent(body: UnderstoodBody, { raw }: Pick<Arrival, 'raw'>, channel: Channel): Promise<Sent[]> {
  const { mapping, customFields, processFields } = channel;
  const hasOwnLabels = customFields.length + processFields.length + Object.keys(mapping).length > 0;
  if (body.wayIn !== 'mail' || !hasOwnLabels) return body.leads;
  const { leads } = await understand(raw, WITHOUT_SETTINGS);
  return body.leads.map((lead, i) => ({ ...lead, ...sentOf(leads[i]) }));
}

const WITHOUT_SETTINGS = permissiveChannel('');
const sentOf = (lead: Understood | undefined) => lead && { sender: lead.sender, pairs: lead.pairs, words: lead.words };

/**
 * What a lead says and of whom. Not when and how often it was delivered, nor what its page adds; but every way to reach
 * somebody, by whatever name it came, so that nobody's lead passes for another person's.
 */
function wordsOf({ pairs, words, quarantine }: Sent, at: number): string {
  const isWord = (pair: Pair, i: number) => !isMachinery(pair) && !isDelivery(pair, at) && !isAround(pairs, i);
  const said = pairs
    .filter((pair, i) => pair.value.trim() !== '' && (isWord(pair, i) || reachesSomebody(pair.value)))
    .map(({ name, value }) => JSON.stringify([name, value.trim()]));
  // What a channel holds for spam is a matter of its settings.
  const kind = isSpamVerdict(quarantine) ? null : quarantine;
  return JSON.stringify([[...new Set(said)].sort(), kind, words]);
}

/** An address, or a number as people write it: with a plus or one zero, which ids and times do not have. */
function reachesSomebody(value: string): boolean {
  const text = value.trim();
  if (text.includes('@')) return !/[\s/]/.test(text) && emailIdentity(text) !== undefined;
  return text.length <= LONGEST_PHONE && WRITTEN_PHONE.test(text);
}
const LONGEST_PHONE = 25;
const WRITTEN_PHONE = /^(?:\+\d|\(?0[1-9])[\d\s().*'-]{7,}$/;

/** What stands around a form in a mail, where servers write too on its way. Of a letter the text is all there is. */
function isAround(pairs: readonly Pair[], i: number): boolean {
  const name = pairs[i]?.name;
  return name === 'Footer' || name === 'Mail-Text' || (name === 'Remarks' && pairs[i - 1]?.name === 'Mail-Subject');
}
