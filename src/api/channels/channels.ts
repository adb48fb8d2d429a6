import { createRoute, z } from '@hono/zod-openapi';
import { addChannel } from '../../business/channels/add.ts';
import { changeChannel } from '../../business/channels/change.ts';
import { findChannel } from '../../business/channels/find.ts';
import { listChannels } from '../../business/channels/list.ts';
import { removeChannel } from '../../business/channels/remove.ts';
import { samplesOf } from '../../lead/samples/samples.ts';
import { publicOrigin } from '../../ways-in/doors/public-origin.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { idempotentPost } from '../http/idempotent-post.ts';
import { answers, idParam, takes } from '../http/operation.ts';
import { pageOf, pageOfAll, pageQuery } from '../http/paging.ts';
import { accepted, problems } from '../http/problem.ts';
import { channelJson, channelJsonSchema, channelPatchSchema, channelPostSchema, intakeUrlOf } from './channel-json.ts';

const tags = ['Channels'];
const sample = z.string().nullable();

const list = createRoute({
  method: 'get',
  path: '/channels',
  operationId: 'listChannels',
  tags,
  middleware: needs('read'),
  summary: 'The channels by which leads come in, oldest first',
  request: { query: pageQuery },
  responses: { 200: answers(pageOf(channelJsonSchema), 'Channels'), ...problems },
});

const get = createRoute({
  method: 'get',
  path: '/channels/{id}',
  operationId: 'getChannel',
  tags,
  middleware: needs('read'),
  summary: 'One channel, with its public key and address',
  request: { params: idParam },
  responses: { 200: answers(channelJsonSchema, 'The channel'), ...problems },
});

const samples = createRoute({
  method: 'get',
  path: '/channels/{id}/samples',
  operationId: 'getChannelSamples',
  tags,
  middleware: needs('read'),
  summary: 'Samples of a channel, made from its own fields; each works when pasted',
  request: { params: idParam },
  responses: {
    200: answers(
      z
        .object({ html: sample, xml: sample, url: sample, curl: sample, json: sample })
        .openapi('Samples', { description: 'One for each format the channel takes; the others are null' }),
      'The samples',
    ),
    ...problems,
  },
});

const post = createRoute({
  method: 'post',
  path: '/channels',
  operationId: 'createChannel',
  tags,
  middleware: [needs('write'), idempotentPost()],
  summary: 'Open a channel',
  request: takes(channelPostSchema),
  responses: { 201: answers(channelJsonSchema, 'The channel'), ...problems },
});

const patch = createRoute({
  method: 'patch',
  path: '/channels/{id}',
  operationId: 'updateChannel',
  tags,
  middleware: needs('write'),
  summary: 'Change a channel; what is not sent stays as it is',
  request: { params: idParam, ...takes(channelPatchSchema) },
  responses: { 200: answers(channelJsonSchema, 'The channel'), ...problems },
});

const remove = createRoute({
  method: 'delete',
  path: '/channels/{id}',
  operationId: 'deleteChannel',
  tags,
  middleware: needs('write'),
  summary: 'Close a channel; its leads and contacts stay',
  request: { params: idParam },
  responses: { 204: { description: 'Closed' }, ...problems },
});

/** Channels and their samples. */
export function mountChannels(api: Api): void {
  api.openapi(list, async (c) => {
    const channels = await listChannels(c.env, c.var.actor);
    const shown = channels.map((channel) => channelJson(channel, publicOrigin(c.env, c.req.url)));
    return c.json(pageOfAll(shown, c.req.valid('query')), 200);
  });
  api.openapi(get, async (c) => {
    const channel = accepted(await findChannel(c.env, c.var.actor, c.req.valid('param').id));
    return c.json(channelJson(channel, publicOrigin(c.env, c.req.url)), 200);
  });
  api.openapi(samples, async (c) => {
    const { channel, key } = accepted(await findChannel(c.env, c.var.actor, c.req.valid('param').id));
    return c.json(samplesOf(channel, intakeUrlOf(key, publicOrigin(c.env, c.req.url))), 200);
  });
  api.openapi(post, async (c) => {
    const channel = accepted(await addChannel(c.env, c.var.actor, c.req.valid('json'), Date.now()));
    return c.json(channelJson(channel, publicOrigin(c.env, c.req.url)), 201);
  });
  api.openapi(patch, async (c) => {
    const { id } = c.req.valid('param');
    const channel = accepted(await changeChannel(c.env, c.var.actor, id, c.req.valid('json'), Date.now()));
    return c.json(channelJson(channel, publicOrigin(c.env, c.req.url)), 200);
  });
  api.openapi(remove, async (c) => {
    accepted(await removeChannel(c.env, c.var.actor, c.req.valid('param').id));
    return c.body(null, 204);
  });
}
