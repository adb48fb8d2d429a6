import type { Channel } from '../../lead/channel/channel.ts';
import type { Brand } from '../../published/colours.ts';
import type { FoundPortal } from '../../published/portal.ts';

/** A portal somebody is at. */
export interface OpenPortal extends FoundPortal {
  /** As it stands in its address. */
  key: string;
  channel: Channel;
  brand: Brand;
}
