import { app } from '../../src/app.ts';
import { consumeLeads } from '../../src/queue/consumer.ts';
import { FallbackStore } from '../../src/queue/fallback-store.ts';
import type { LeadMessage } from '../../src/queue/message.ts';
import { finishOrder } from '../../src/ways-in/spam/finish-order.ts';

export { ContactWriter } from '../../src/contacts/writer.ts';
export { Importer } from '../../src/import/importer.ts';
export { LiveFeed } from '../../src/live/live-feed.ts';
export { IdempotencyKeys } from '../../src/queue/idempotency-keys.ts';

type ChaosEnv = Env & { QUEUE_URL: string };

/** Puts messages on the queue that the run keeps in a process of its own; it may refuse. */
const queueOf = ({ QUEUE_URL }: ChaosEnv) => {
  const send = async (bodies: LeadMessage[]) => {
    const { ok, status } = await fetch(QUEUE_URL, { method: 'POST', body: JSON.stringify(bodies) });
    if (!ok) throw new Error(`The queue refuses: ${status}`);
  };
  return {
    send: (body: LeadMessage) => send([body]),
    sendBatch: (batch: { body: LeadMessage }[]) => send(batch.map(({ body }) => body)),
    metrics: async () => ({ backlogCount: 0, backlogBytes: 0 }),
  };
};

const withQueue = (env: ChaosEnv): Env => ({ ...env, LEADS: queueOf(env) as unknown as Env['LEADS'] });

/** The fallback store, which drains onto that queue. */
export class DrainingStore extends FallbackStore {
  constructor(ctx: DurableObjectState, env: ChaosEnv) {
    super(ctx, withQueue(env));
  }
}

async function migrate(request: Request, env: ChaosEnv): Promise<Response> {
  const { CONTROL, CONTACTS_1 } = await request.json<Record<'CONTROL' | 'CONTACTS_1', string[]>>();
  await env.CONTROL.batch(CONTROL.map((statement) => env.CONTROL.prepare(statement)));
  await env.CONTACTS_1.batch(CONTACTS_1.map((statement) => env.CONTACTS_1.prepare(statement)));
  return new Response('ok');
}

/** Messages as one batch of the queue; the answer says of each whether it was acked. */
async function deliver(request: Request, env: ChaosEnv): Promise<Response> {
  const bodies = await request.json<unknown[]>();
  const acked = bodies.map(() => false);
  const messages = bodies.map((body, at) => ({
    id: `${at}`,
    timestamp: new Date(),
    attempts: 1,
    body,
    ack: () => {
      acked[at] = true;
    },
    retry: () => {},
  }));
  const batch = { queue: 'kelet-leads', messages, ackAll: () => {}, retryAll: () => {} };
  await consumeLeads(batch as unknown as MessageBatch, env, (message, attempts) => finishOrder(env, message, attempts));
  return Response.json(acked);
}

/** Kelet, and what a run needs beside it. */
export default {
  fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (pathname === '/migrate') return migrate(request, env);
    if (pathname === '/deliver') return deliver(request, env);
    return app.fetch(request, withQueue(env), ctx);
  },
} satisfies ExportedHandler<ChaosEnv>;
