import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { app } from '../../../src/app.ts';
import type { LeadMessage } from '../../../src/queue/message.ts';
import { deliver, taking } from '../../support/worker/deliver.ts';
import { call, get, newOwner, type Owner, writtenLead } from '../../support/worker/owner.ts';

const BODY =
  '<leads><lead><FirstName>Dana</FirstName><Phone>052-1234567</Phone></lead><lead><FirstName>Noa</FirstName></lead></leads>';

/** The messages of a body that names two people: the first carries the bytes, the second says too little. */
async function twoOfOneBody({ intakeUrl }: Owner): Promise<[carrier: LeadMessage, sibling: LeadMessage]> {
  const { on, taken } = taking();
  const headers = { 'content-type': 'text/xml' };
  const request = new Request(intakeUrl, { method: 'POST', headers, body: BODY });
  await app.fetch(request, on, createExecutionContext());
  const [carrier, sibling] = taken;
  if (!carrier || !sibling || taken.length > 2) throw new Error(`The edge sent ${taken.length} messages`);
  expect([carrier.order.rawOf, sibling.order.rawOf, sibling.order.raw]).toEqual([null, carrier.order.id, null]);
  return [carrier, sibling];
}

/** As the edge sends a lead of a channel it does not know: with the bytes in every message. */
const toBeRead = (message: LeadMessage, { order: { raw } }: LeadMessage): LeadMessage => ({
  ...message,
  readAgain: true,
  order: { ...message.order, raw },
});

const bytesOf = async (owner: Owner, { order }: LeadMessage) => (await get(owner, `/leads/${order.id}`)).body.raw?.body;
const replay = (owner: Owner, { order }: LeadMessage) =>
  call(owner, 'POST', `/leads/${order.id}/replay`, { values: { phone: '052-7654321' } });
const write = ({ databaseId }: Owner, { order }: LeadMessage) =>
  env.CONTACT_WRITER.getByName(databaseId).write(databaseId, [order]);

/** The lead of a body that does not carry its bytes is repaired and put through. */
async function expectRepaired(owner: Owner, sibling: LeadMessage) {
  expect(await bytesOf(owner, sibling)).toBe(BODY);
  expect((await replay(owner, sibling)).status).toBe(200);
  await expect.poll(async () => (await get(owner, `/leads/${sibling.order.id}`)).body.status).toBe('created');
}

describe('a body of several leads', () => {
  test.each<[string, (order: LeadMessage['order']) => LeadMessage['order']]>([
    ['failed', (order) => ({ ...order, lead: { ...order.lead, contactTypes: null as never } })],
    ['rejected', (order) => ({ ...order, rejection: { code: 'unreadable', status: 422, message: 'Not read.' } })],
    ['quarantined', (order) => ({ ...order, quarantine: 'test' })],
  ])('keeps its bytes for all of them where the first is %s', async (status, spoilt) => {
    const owner = await newOwner();
    const [carrier, sibling] = await twoOfOneBody(owner);
    expect(await write(owner, { ...carrier, order: spoilt(carrier.order) })).toMatchObject([{ status }]);
    await deliver([sibling]);
    await expectRepaired(owner, sibling);
  });

  test.each([
    ['known to the edge', (message: LeadMessage) => message],
    ['that the edge does not know', toBeRead],
  ])('on a channel %s: its bytes wait for all of them where the first is a dead letter', async (_, sent) => {
    const owner = await newOwner();
    const [carrier, sibling] = await twoOfOneBody(owner);
    await deliver([{ ...sent(carrier, carrier), v: 99 }]);
    expect(await deliver([sent(sibling, carrier)])).toEqual({ acked: 1, again: 0 });
    expect(await writtenLead(owner, sibling.order.id)).toMatchObject({ status: 'rejected' });
    const refused = await replay(owner, sibling);
    expect(refused).toMatchObject({ status: 409, body: { code: 'not_replayable' } });
    expect(refused.body.detail).toContain(carrier.order.id);
    expect(refused.body.detail).toMatch(/dead letter/);

    const [letter] = (await get(owner, '/dead-letters')).body.items;
    // The version that wrote it runs again.
    await env.CONTROL.prepare(`UPDATE dead_letters SET body = json_set(body, '$.v', 1) WHERE id = ?1`)
      .bind(letter.id)
      .run();
    expect((await call(owner, 'POST', `/dead-letters/${letter.id}/replay`)).status).toBe(200);
    expect(await writtenLead(owner, carrier.order.id)).toMatchObject({ status: 'created' });
    await expectRepaired(owner, sibling);
  });
});
