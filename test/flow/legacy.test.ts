import { exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { type Business, newBusiness } from '../support/worker/business.ts';
import { afterLeads, contentOf } from '../support/worker/observe.ts';

/* Senders written for FrontTask go on working when only the host name is changed. */

const SYSTEM_ID = 'B6C8E4F2-0000-4000-8000-0123456789AB';

let used = 0;
const legacyBusiness = (channel = {}) => newBusiness({ legacyId: `${SYSTEM_ID}-${used++}`.toLowerCase(), channel });
const systemId = () => `${SYSTEM_ID}-${used - 1}`;
const address = 'https://kelet.test/crm/app/Pages/Utilities/WebToLead.aspx';

const xmlOf = (business: Business, contact: string) => `<?xml version="1.0" encoding="UTF-8"?>
<frontask><request><auth><systemid>${systemId()}</systemid></auth>
<action><type>webtolead</type><processdefinitionstepid>step-${business.databaseId}</processdefinitionstepid></action>
<data><contactdetails>${contact}</contactdetails><remarks>מעוניין בהצעה</remarks></data></request></frontask>`;

test('its XML, sent as a form the way they send it', async () => {
  const business = await legacyBusiness();
  const response = await exports.default.fetch(`${address}?type=xml`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: xmlOf(business, '<firstname>דנה</firstname><lastname>לוי</lastname><mobilephone>052-1234567</mobilephone>'),
  });
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('<status>queued</status>');
  const { contacts, tasks } = await afterLeads(business, 1);
  expect(contacts).toMatchObject([{ firstName: 'דנה', lastName: 'לוי', mobile: '052-1234567' }]);
  expect(tasks).toMatchObject([{ stageId: business.stageIds[1], notes: 'מעוניין בהצעה' }]);
});

test('its GET, with the redirect', async () => {
  const business = await legacyBusiness({ redirectHosts: ['shop.example.com'] });
  const query = new URLSearchParams({
    type: 'get',
    SystemID: systemId(),
    ProcessDefinitionStepID: `step-${business.databaseId}`,
    FirstName: 'Dana',
    Phone: '052-1234567',
    MailingList: '1',
    RedirectTo: 'https://shop.example.com/thanks',
  });
  const response = await exports.default.fetch(`${address}?${query}`, { redirect: 'manual' });
  expect(response.status).toBe(303);
  const { contacts, tasks, leads } = await afterLeads(business, 1);
  expect(contacts).toMatchObject([{ firstName: 'Dana', mailingList: true }]);
  expect(tasks[0]?.stageId).toBe(business.stageIds[1]);
  expect(response.headers.get('location')).toBe(`https://shop.example.com/thanks?lead=${leads[0]?.id}`);
});

test('its HTML form in windows-1255', async () => {
  const business = await legacyBusiness();
  // דנה and לוי as one byte a letter.
  const body = `SystemID=${systemId()}&FirstName=%E3%F0%E4&LastName=%EC%E5%E9&Phone=03-7654321`;
  const response = await exports.default.fetch(`${address.toLowerCase()}?type=html`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
  });
  expect(response.status).toBe(200);
  const { contacts, leads } = await afterLeads(business, 1);
  expect(contacts).toMatchObject([{ firstName: 'דנה', lastName: 'לוי' }]);
  expect(leads[0]?.charset).toBe('windows-1255');
});

test('a SystemID nobody has is 404, and so is none', async () => {
  const business = await legacyBusiness();
  for (const query of ['?type=get&SystemID=unknown&Phone=052-1234567', '?type=get&Phone=052-1234567', '']) {
    expect((await exports.default.fetch(address + query)).status).toBe(404);
  }
  expect((await contentOf(business)).leads).toEqual([]);
});

test('a HEAD request creates nothing', async () => {
  const business = await legacyBusiness();
  const url = `${address}?type=get&SystemID=${systemId()}&Phone=052-1234567`;
  expect((await exports.default.fetch(url, { method: 'HEAD' })).status).toBe(200);
  expect((await contentOf(business)).leads).toEqual([]);
});

test('a document nobody can read is kept on the channel its SystemID names', async () => {
  const business = await legacyBusiness();
  const response = await exports.default.fetch(`${address}?type=xml`, {
    method: 'POST',
    body: xmlOf(business, '<firstname>Dana & Noam</firstname><phone>052-1234567</phone>'),
  });
  expect(response.status).toBe(400);
  const { leads } = await afterLeads(business, 1);
  expect(leads).toMatchObject([{ status: 'rejected', rejection: { code: 'unreadable' } }]);
});
