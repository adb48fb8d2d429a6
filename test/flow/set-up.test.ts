import { exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { newBusiness } from '../support/worker/business.ts';
import { afterLeads } from '../support/worker/observe.ts';
import { get, post, postForm } from '../support/worker/send.ts';

test('a service that tries the address of a channel gets what it waits for, and nothing is written', async () => {
  const business = await newBusiness();
  const json = { 'content-type': 'application/json' };
  const challenged = await post(business, '{"challenge":"abc"}', json);
  expect([challenged.status, await challenged.json()]).toEqual([200, { challenge: 'abc' }]);
  const answers = [
    challenged,
    await post(business, 'webhook_id=12', { 'content-type': 'application/x-www-form-urlencoded' }),
    await post(business, '{}', json),
    await post(business, null),
    await get(business, '?challenge=%3Cscript%3E'),
    await exports.default.fetch(`${business.intakeUrl}?validationToken=%3Cscript%3E`, { method: 'POST' }),
    await post(business, null, { 'x-hook-secret': 'b537207f' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  for (const { headers } of answers) {
    expect(headers.get('content-type')).toMatch(/^(?:text\/plain|application\/json)/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
  expect(await answers[5]?.text()).toBe('<script>');
  expect(answers[6]?.headers.get('x-hook-secret')).toBe('b537207f');
  await postForm(business, { FirstName: 'Dana', Phone: '052-1234567', challenge: 'Weight loss' });
  const { leads } = await afterLeads(business, 1);
  expect(leads.map(({ status }) => status)).toEqual(['created']);
});

test('a challenge at an address of no channel is not answered', async () => {
  const response = await exports.default.fetch('https://kelet.test/in/nobody', {
    method: 'POST',
    body: '{"challenge":"abc"}',
    headers: { 'content-type': 'application/json' },
  });
  expect(response.status).toBe(404);
});
