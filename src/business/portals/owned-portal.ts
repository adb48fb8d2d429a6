import { linkKey } from '../../ids/link-key.ts';
import { type Portal, type PortalSettings, portalOf } from '../../published/portal-settings.ts';
import type { PortalRecord } from '../../storage/control/portals.ts';

/** What portals are kept, published and signed with. */
export type PortalVerbEnv = Pick<Env, 'CONTROL' | 'CHANNELS' | 'KELET_SECRET'>;

/** A portal as its owner sees it. */
export interface OwnedPortal {
  portal: Portal;
  /** What the public gets: `/portal/{key}`. */
  key: string;
  /** Milliseconds since 1970. */
  createdAt: number;
}

/** What is wanted of a portal; undefined leaves as it is. */
export type PortalWish = { [K in keyof PortalSettings]?: PortalSettings[K] | undefined } & {
  name?: string | undefined;
  channelId?: string | undefined;
};

/** A portal with its address. */
export const ownedPortal = async (
  { KELET_SECRET }: Pick<Env, 'KELET_SECRET'>,
  record: PortalRecord,
): Promise<OwnedPortal> => ({
  portal: portalOf(record),
  key: await linkKey(KELET_SECRET, 'portal', record.id),
  createdAt: record.createdAt,
});
