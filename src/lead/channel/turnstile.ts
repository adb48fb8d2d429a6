import type { Channel } from './channel.ts';

/** Where Turnstile's widget and its answers come from. */
export const TURNSTILE_ORIGIN = 'https://challenges.cloudflare.com';

/** The script that makes a widget of every element with the class `cf-turnstile`. */
export const TURNSTILE_SCRIPT = `${TURNSTILE_ORIGIN}/turnstile/v0/api.js`;

/** The public key of the widget that this channel's forms show; undefined when they show none. */
export const turnstileOf = ({ turnstileSiteKey, turnstileSecret }: Channel): string | undefined =>
  turnstileSecret === undefined ? undefined : turnstileSiteKey;
