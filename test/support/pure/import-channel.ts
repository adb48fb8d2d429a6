import type { RowRules } from '../../../src/import/job/import-job.ts';
import { type Channel, channelSchema } from '../../../src/lead/channel/channel.ts';
import { CONTROLS } from '../../../src/lead/fields/field-names.ts';
import { DETAILS } from '../../../src/lead/lead.ts';

/** What reads rows: the database's own channel, with one custom field. */
export const aChannel = (): Channel =>
  channelSchema.parse({
    id: 'api',
    databaseId: 'd1',
    name: '',
    country: 'IL',
    language: 'en',
    mapping: {
      ...Object.fromEntries([...DETAILS, ...CONTROLS].map((it) => [it, it])),
      'custom:budget': 'custom:budget',
    },
    customFields: [{ key: 'budget', label: 'Monthly budget', type: 'number', options: [] }],
  });

export const someRules = (): RowRules => ({
  channel: aChannel(),
  statuses: [
    { id: 's1', name: 'New' },
    { id: 's2', name: 'לקוח' },
  ],
  allowDuplicates: false,
});
