import type { LeadOrder } from '../contacts/order.ts';
import { fingerprint } from '../ids/digest.ts';
import type { Channel } from '../lead/channel/channel.ts';
import { comparedKinds } from '../lead/duplicate-policy.ts';
import type { Lead } from '../lead/lead.ts';
import { createdBy } from '../lead/stamps.ts';
import type { WayIn } from '../lead/submission.ts';
import type { Understood } from './understood.ts';

/** What identical contents have in common: the same words, sent the same way to the same channel. */
export const printOf = (channel: Channel, wayIn: WayIn, { content }: Pick<Understood, 'content'>): Promise<string> =>
  fingerprint(`${channel.id} ${wayIn} ${content}`);

/** What a channel decides about its leads; computed again whenever a lead is read again. */
export function decisionsOf(
  channel: Channel,
  wayIn: WayIn,
  lead: Lead,
): Pick<LeadOrder, 'createdBy' | 'compares' | 'task' | 'doubleSubmitWindow'> {
  return {
    createdBy: createdBy(channel.name, wayIn),
    compares: comparedKinds(wayIn, channel),
    task: taskOf(channel, lead),
    doubleSubmitWindow: channel.doubleSubmitSeconds * 1000,
  };
}

/** The stage the lead asks for, else the channel's, else the first of its process, else the database's first. */
function taskOf(channel: Channel, lead: Lead): LeadOrder['task'] {
  const stage =
    channel.stages.find(({ id }) => id === lead.stageId) ??
    channel.stages.find(({ id }) => id === channel.stageId) ??
    channel.stages.find(({ processId }) => processId === channel.processId) ??
    channel.stages[0];
  return stage ? { processId: stage.processId, stageId: stage.id } : null;
}
