import { app } from './app.ts';
import { consumeLeads } from './queue/consumer.ts';
import { consumeDeadLeads } from './queue/dead-letters.ts';
import { receiveMail } from './ways-in/mail/receive-mail.ts';
import { readAgain } from './ways-in/read-again.ts';

export { ContactWriter } from './contacts/writer.ts';
export { FallbackStore } from './queue/fallback-store.ts';
export { IdempotencyKeys } from './queue/idempotency-keys.ts';

export default {
  fetch: app.fetch,
  email: receiveMail,
  queue(batch, env) {
    if (batch.queue.endsWith('-dead-leads')) return consumeDeadLeads(batch, env);
    return consumeLeads(batch, env, (message) => readAgain(env, message));
  },
} satisfies ExportedHandler<Env>;
