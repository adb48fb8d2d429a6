import type { Brand } from '../../channels/colours.ts';
import type { FoundPortal } from '../../channels/portal.ts';
import type { Channel } from '../../lead/channel.ts';

/** A portal somebody is at. */
export interface OpenPortal extends FoundPortal {
  /** As it stands in its address. */
  key: string;
  channel: Channel;
  brand: Brand;
}
