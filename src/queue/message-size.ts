/**
 * The largest message Cloudflare Queues takes is 128 KB; the rest is room for what travels beside ours. In bytes; apart
 * from the message's schema, which who sends does not need and pays for as it starts.
 */
export const MAX_MESSAGE_BYTES = 125_000;
