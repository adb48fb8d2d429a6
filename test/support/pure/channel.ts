import { type Channel, channelSchema } from '../../../src/lead/channel/channel.ts';
import type { Pair, Submission } from '../../../src/lead/submission.ts';

/** A channel with nothing special about it but what a test says. */
export function aChannel(special: Partial<Channel> = {}): Channel {
  return channelSchema.parse({ id: 'ch_1', databaseId: 'db_1', shard: 'CONTACTS_1', name: 'Landing page', ...special });
}

/** A submission of names and values, in order. */
export function sent(values: Record<string, string> | Pair[], special: Partial<Submission> = {}): Submission {
  const pairs = Array.isArray(values) ? values : Object.entries(values).map(([name, value]) => ({ name, value }));
  return { pairs, sender: 'generic', warnings: [], ...special };
}
