import { fingerprint } from '../../ids/digest.ts';
import { isDelivery, isMachinery } from '../../lead/machinery.ts';
import type { Pair } from '../../lead/submission.ts';
import { eventIdIn, leadIdIn, siteIn } from '../senders/own-id.ts';
import type { Understood, UnderstoodBody } from '../understood.ts';

/** What a lead goes by at its sender. */
export interface OwnName {
  /** Who counts, and the id it gave; known again whatever the lead says. */
  id: string;
  /** The same of what the person says. */
  words: string;
  /** Its sender comes again until the lead is taken, so that it may be told to. */
  comesAgain: boolean;
}

/**
 * The name a sender's own id gives a lead; undefined when there is none. The id is no proof: whoever knows the address
 * can send it, and two sites may count alike. So it is taken together with the site that the body names, and says only
 * with the same words that it is the same lead.
 * @param message the header `webhook-id`, which is the same whenever a message is sent again (Standard Webhooks), and
 *   how many leads came with it: an id that several may share names each of them by its words.
 * @param at when it came: milliseconds since 1970.
 */
export async function ownNameOf(
  lead: Understood,
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

/**
 * What a lead says and of whom. Not when and how often it was delivered, nor what its page adds; but every identity, by
 * whatever name it came, so that nobody's lead passes for another person's.
 */
function wordsOf({ pairs, words, lead, quarantine }: Understood, at: number): string {
  const said = pairs
    .filter((pair, i) => pair.value.trim() !== '' && !isMachinery(pair) && !isDelivery(pair, at) && !isAround(pairs, i))
    .map(({ name, value }) => JSON.stringify([name, value.trim()]));
  const { phone, mobile, otherPhone, email } = lead.details;
  const who = lead.identities.map(({ kind, value }) => `${kind} ${value}`).sort();
  return JSON.stringify([[...new Set(said)].sort(), who, [phone, mobile, otherPhone, email], quarantine, words]);
}

/** What stands around a form in a mail, where servers write too on its way. Of a letter the text is all there is. */
function isAround(pairs: readonly Pair[], i: number): boolean {
  const name = pairs[i]?.name;
  return name === 'Footer' || name === 'Mail-Text' || (name === 'Remarks' && pairs[i - 1]?.name === 'Mail-Subject');
}
