/** The KV keys under which the edge finds channels. */
export const channelEntry = (channelId: string) => `channel:${channelId}`;
export const legacyEntry = (legacyId: string) => `legacy:${legacyId}`;
