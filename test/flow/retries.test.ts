import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { publishChannels } from '../../src/published/publish.ts';
import { type Business, newBusiness } from '../support/worker/business.ts';
import { afterLeads, contentOf, writtenLead } from '../support/worker/observe.ts';
import { post, postForm } from '../support/worker/send.ts';

describe('a rejected lead that would be taken now', () => {
  const mend = async (business: Business) => {
    await env.CONTROL.prepare("UPDATE channels SET settings = '{}' WHERE id = ?1").bind(business.channelId).run();
    await publishChannels(env, business.databaseId, Date.now());
  };

  test.each<Record<string, string>>([{}, { 'idempotency-key': 'mended' }])(
    'is taken when it is sent again, with headers %j',
    async (headers) => {
      const business = await newBusiness({ channel: { required: ['city'] } });
      const first = await postForm(business, { Phone: '052-1234567' }, headers);
      expect(first.response.status).toBe(422);
      await mend(business);
      const second = await postForm(business, { Phone: '052-1234567' }, headers);
      expect(second.answer.status).toBe('queued');
      expect((await writtenLead(business, second.answer.id)).status).toBe('created');
    },
  );

  test('sent again as it was, it is rejected again under its first id', async () => {
    const business = await newBusiness({ channel: { required: ['city'] } });
    const answers = [1, 2].map(() => postForm(business, { Phone: '052-1234567' }));
    for (const { response } of await Promise.all(answers)) expect(response.status).toBe(422);
    expect((await afterLeads(business, 1)).leads).toHaveLength(1);
  });
});

describe('documents that share leads', () => {
  const prospect = (id: string, name: string, phone: string) =>
    `<prospect><id source="S">${id}</id><customer><contact><name part="full">${name}</name><phone>${phone}</phone></contact></customer></prospect>`;
  const adf = (...prospects: string[]) => `<?xml version="1.0"?><adf>${prospects.join('')}</adf>`;

  test('each keep their own bytes, so that every lead can be read again', async () => {
    const business = await newBusiness();
    const xml = { 'content-type': 'text/xml' };
    await post(business, adf(prospect('1', 'Alice', '0521234561'), prospect('3', 'Carol', '0521234563')), xml);
    await afterLeads(business, 2);
    await post(business, adf(prospect('1', 'Alice', '0521234561'), prospect('2', 'Bob', '0521234562')), xml);
    const { leads } = await afterLeads(business, 3);
    for (const lead of leads) {
      const bytes = lead.raw ?? leads.find(({ id }) => id === lead.rawOf)?.raw;
      expect(bytes?.body).toContain(lead.fields?.details.firstName);
    }
  });

  test('on a channel the edge does not know are each kept once, and every lead can be read again', async () => {
    const business = await newBusiness({ publish: false });
    const xml = { 'content-type': 'text/xml' };
    const people = ['Alice', 'Bob', 'Carol', 'Dan'].map((name, n) => prospect(`${n}`, name, `052123456${n}`));
    await post(business, adf(...people), xml);
    const { leads, contacts } = await afterLeads(business, 4);
    expect(contacts.map(({ firstName }) => firstName).toSorted()).toEqual(['Alice', 'Bob', 'Carol', 'Dan']);
    const [carrier, ...more] = leads.filter(({ raw }) => raw);
    expect(more).toEqual([]);
    expect(carrier).toMatchObject({ rawIndex: 0, rawOf: null, raw: { body: adf(...people) } });
    const others = leads.filter(({ id }) => id !== carrier?.id);
    expect(others.map(({ raw, rawOf }) => ({ raw, rawOf }))).toEqual(
      others.map(() => ({ raw: null, rawOf: carrier?.id })),
    );
  });
});

describe('idempotency', () => {
  const key = { 'idempotency-key': 'order-7' };

  test('the same key and content get the first receipt and write nothing more', async () => {
    const business = await newBusiness({ channel: { doubleSubmitSeconds: 0 } });
    const first = await postForm(business, { Phone: '052-1234567' }, key);
    const again = await postForm(business, { Phone: '052-1234567' }, key);
    expect([again.response.status, again.answer.id]).toEqual([200, first.answer.id]);
    await writtenLead(business, first.answer.id);
    const other = await postForm(business, { Phone: '052-1234567' });
    await writtenLead(business, other.answer.id);
    expect((await contentOf(business)).leads).toHaveLength(2);
  });

  test('the same key with other content is a conflict, and takes nothing', async () => {
    const business = await newBusiness();
    await postForm(business, { Phone: '052-1234567' }, key);
    const { response, answer } = await postForm(business, { Phone: '052-7654321' }, key);
    expect([response.status, answer.code]).toEqual([409, 'idempotency_key_reused']);
  });

  test('the same key on another channel is another key', async () => {
    const [one, two] = [await newBusiness(), await newBusiness()];
    await postForm(one, { Phone: '052-1234567' }, key);
    expect((await postForm(two, { Phone: '052-7654321' }, key)).response.status).toBe(200);
  });

  test('a key longer than 255 characters is refused', async () => {
    const business = await newBusiness();
    const { response } = await postForm(business, { Phone: '052-1234567' }, { 'idempotency-key': 'x'.repeat(256) });
    expect(response.status).toBe(400);
  });

  test('a double click gets the first receipt', async () => {
    const business = await newBusiness();
    const clicks = await Promise.all([1, 2, 3].map(() => postForm(business, { Phone: '052-1234567' })));
    expect(new Set(clicks.map(({ answer }) => answer.id)).size).toBe(1);
    await writtenLead(business, clicks[0]?.answer.id ?? '');
    const other = await postForm(business, { Phone: '052-7654321' });
    await writtenLead(business, other.answer.id);
    expect((await contentOf(business)).leads).toHaveLength(2);
  });

  test('a provider’s lead id with the same words gets the first receipt, and with other words none of it', async () => {
    const business = await newBusiness();
    const google = (email: string) =>
      post(
        business,
        JSON.stringify({
          lead_id: 'TeSter-123-abc',
          user_column_data: [{ column_id: 'EMAIL', string_value: email }],
          form_id: 40000000000,
          campaign_id: 123,
        }),
        { 'content-type': 'application/json' },
      ).then((response) => response.json() as Promise<{ id: string }>);
    const [first, second] = [await google('dana@example.com'), await google('dana@example.com')];
    expect(second.id).toBe(first.id);
    expect((await google('noa@example.com')).id).not.toBe(first.id);
    await writtenLead(business, first.id);
  });
});
