import { app } from './app.ts';
import { giveUpOldRaw } from './business/retention/give-up-raw.ts';
import { consumeLeads } from './queue/consumer.ts';
import { consumeDeadLeads } from './queue/dead-letters.ts';
import { receiveMail } from './ways-in/mail/receive-mail.ts';
import { finishOrder } from './ways-in/spam/finish-order.ts';

export { ContactWriter } from './contacts/writer.ts';
export { Importer } from './import/importer.ts';
export { LiveFeed } from './live/live-feed.ts';
export { StoredEntrance } from './published/stored-entrance.ts';
export { FallbackStore } from './queue/fallback-store.ts';
export { IdempotencyKeys } from './queue/idempotency-keys.ts';

export default {
  fetch: app.fetch,
  email: receiveMail,
  scheduled: (_, env) => giveUpOldRaw(env, Date.now()),
  queue(batch, env) {
    const consume = batch.queue.endsWith('-dead-leads') ? consumeDeadLeads : consumeLeads;
    return consume(batch, env, (message, attempts) => finishOrder(env, message, attempts));
  },
} satisfies ExportedHandler<Env>;
