/** The KV keys under which the edge finds channels. */
export const channelEntry = (channelId: string) => `channel:${channelId}`;
export const legacyEntry = (legacyId: string) => `legacy:${legacyId}`;

/** What stands in KV for a channel that is no more, so that it is told apart from one the edge has not heard of. */
export const DELETED = { deleted: true };
export const isDeleted = (entry: unknown) => typeof entry === 'object' && entry !== null && 'deleted' in entry;
