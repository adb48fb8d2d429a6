import { createRoute, z } from '@hono/zod-openapi';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { Problem, problems } from '../http/problem.ts';

const live = createRoute({
  method: 'get',
  path: '/live',
  operationId: 'listenLive',
  tags: ['Live'],
  middleware: needs('read'),
  summary: 'A WebSocket that tells what was just written',
  description:
    'Each message is JSON: `leads` (`id`, `status`), `contactIds`, and `more` when more was written than is listed. It holds no personal data: read what you need. Messages may be lost and come twice; after a lost connection read the first page again. Send `ping` to hear `pong`; anything else closes it. Closed with 4001, the key may not read any more.',
  request: { headers: z.object({ upgrade: z.string().optional() }) },
  responses: {
    101: { description: 'The connection is a WebSocket from here on' },
    426: { description: 'This is no WebSocket request' },
    ...problems,
  },
});

/** Listening to what is written. */
export function mountLive(api: Api): void {
  api.openapi(live, async (c) => {
    if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') throw noUpgrade();
    const { database, id } = c.var.actor;
    const headers = { upgrade: 'websocket', 'kelet-listener': id };
    const answer = await c.env.LIVE_FEED.getByName(database.id).fetch('https://live.invalid/', { headers });
    if (!answer.webSocket) throw tooMany();
    return new Response(null, { status: 101, webSocket: answer.webSocket });
  });
}

const noUpgrade = () =>
  new Problem(426, 'no_upgrade', 'This address speaks WebSocket: send the request with Upgrade: websocket.');

const tooMany = () =>
  new Problem(
    503,
    'too_many_listeners',
    'Too many connections listen to this database. Close some, or ask again later.',
  );
