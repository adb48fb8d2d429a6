import { expect, test } from 'vitest';
import { newBusiness } from '../support/worker/business.ts';
import { contentOf, writtenLead } from '../support/worker/observe.ts';
import { postForm } from '../support/worker/send.ts';

test('a form post becomes one contact card with its stamps, identities and task', async () => {
  const business = await newBusiness();
  const before = Date.now();
  const { response, answer } = await postForm(business, {
    FirstName: 'Dana',
    LastName: 'Levi',
    Phone: '052-1234567',
    Email: 'Dana.Levi@Example.com',
    Remarks: 'Please call in the evening',
  });
  expect(response.status).toBe(200);
  expect(answer).toEqual({ id: expect.any(String), status: 'queued', url: `/leads/${answer.id}`, warnings: [] });

  const lead = await writtenLead(business, answer.id);
  expect(lead.status).toBe('created');
  const content = await contentOf(business);
  expect(content.contacts).toHaveLength(1);
  expect(content.contacts[0]).toMatchObject({
    number: 1,
    firstName: 'Dana',
    lastName: 'Levi',
    phone: '052-1234567',
    email: 'Dana.Levi@Example.com',
    createdBy: 'Landing page (HTML form)',
    statusId: business.statusId('new'),
    websiteLastToken: 'Hot Lead',
  });
  expect(content.contacts[0]?.createdAt).toBeGreaterThanOrEqual(before);
  expect(content.identities.map(({ kind, value }) => [kind, value]).sort()).toEqual([
    ['email', 'dana.levi@example.com'],
    ['phone', '+972521234567'],
  ]);
  expect(content.tasks).toMatchObject([
    {
      contactNumber: 1,
      leadId: answer.id,
      stageId: business.stageIds[0],
      notes: 'Please call in the evening',
      doneAt: null,
    },
  ]);
});
