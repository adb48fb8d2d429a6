/** The KV keys under which the edge finds channels, and the pages that lead to them. */
export const channelEntry = (channelId: string) => `channel:${channelId}`;
export const legacyEntry = (legacyId: string) => `legacy:${legacyId}`;
/** The same within one database, for addresses that name it. */
export const ownLegacyEntry = (databaseId: string, legacyId: string) => `legacy-of:${databaseId}:${legacyId}`;
export const formEntry = (formId: string) => `form:${formId}`;
export const portalEntry = (portalId: string) => `portal:${portalId}`;

/**
 * What stands in KV for a channel or portal that is no more, so that it is told apart from one the edge has not heard
 * of.
 */
export const DELETED = { deleted: true };
export const isDeleted = (entry: unknown) => typeof entry === 'object' && entry !== null && 'deleted' in entry;
