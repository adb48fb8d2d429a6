import { app } from '../../src/app.ts';
import { consumeLeads } from '../../src/queue/consumer.ts';
import { finishOrder } from '../../src/ways-in/spam/finish-order.ts';
import { type BenchEnv, commands } from './commands.ts';

export { ContactWriter } from '../../src/contacts/writer.ts';
export { FallbackStore } from '../../src/queue/fallback-store.ts';
export { IdempotencyKeys } from '../../src/queue/idempotency-keys.ts';
export { MeteredWriter } from '../exact/metered-writer.ts';
export { IdentityLock } from '../ratios/alternatives.ts';

/** Kelet's environment with a queue that nobody reads: here only, edge and consumer share one processor. */
let edgeOnly: BenchEnv | undefined;
let isConsuming = false;

/** Kelet's own intake beside a bare route, and the commands of the benchmark. */
export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/in/')) {
      edgeOnly ??= { ...env, LEADS: env.EDGE };
      return app.fetch(request, isConsuming ? env : edgeOnly, ctx);
    }
    if (pathname === '/bare') {
      await env.BARE.send(new Uint8Array(await request.arrayBuffer()), { contentType: 'bytes' });
      return new Response('ok');
    }
    if (pathname === '/consume') {
      isConsuming = true;
      return new Response('ok');
    }
    const command = commands[pathname.slice(1) as keyof typeof commands] as (
      env: BenchEnv,
      ctx: ExecutionContext,
      args: unknown,
    ) => Promise<unknown>;
    try {
      return Response.json(await command(env, ctx, await request.json()));
    } catch (error) {
      return new Response(error instanceof Error ? `${error.stack}` : String(error), { status: 500 });
    }
  },

  async queue(batch, env) {
    await consumeLeads(batch, env, (message, attempts) => finishOrder(env, message, attempts));
  },
} satisfies ExportedHandler<BenchEnv>;
