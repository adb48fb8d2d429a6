import { Refusal } from '../../refusal.ts';

/** A form or portal names a channel that is not there. */
export const NO_SUCH_CHANNEL = new Refusal(
  422,
  'no_such_channel',
  'There is no such channel in this database; GET /channels lists them.',
  'channelId',
);
