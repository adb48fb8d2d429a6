import type { CHANNEL_SECRETS } from '../../lead/channel/channel.ts';
import type { ChannelSettings } from '../../lead/channel/channel-settings.ts';

/** What is wanted of a channel; null takes away, undefined leaves as it is. */
export type ChannelWish = {
  [K in keyof Omit<ChannelSettings, Removable>]?: ChannelSettings[K] | undefined;
} & { [K in Removable]?: string | null | undefined } & {
  name?: string | undefined;
  legacyId?: string | null | undefined;
};

type Removable =
  | 'processId'
  | 'stageId'
  | 'honeypot'
  | 'turnstileSiteKey'
  | 'turnstileAction'
  | (typeof CHANNEL_SECRETS)[number];
