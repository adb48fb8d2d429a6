import { describe, expect, test } from 'vitest';
import { newBusiness } from '../support/worker/business.ts';
import { afterLeads } from '../support/worker/observe.ts';
import { post, postForm } from '../support/worker/send.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const DANA = 'FirstName=Dana&Phone=052-1234567';

describe('a browser form', () => {
  test('without a redirect gets a thank-you page in the channel’s language, right to left in Hebrew', async () => {
    const business = await newBusiness({ channel: { language: 'he' } });
    const response = await post(business, DANA, FORM);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page).toContain('<html lang="he" dir="rtl">');
    expect(page).toContain('תודה');
  });

  test('with a redirect to a listed host is sent there with the lead’s id alone', async () => {
    const business = await newBusiness({ channel: { redirectHosts: ['shop.example.com'] } });
    const target = encodeURIComponent('https://shop.example.com/thanks?from=form');
    const response = await post(business, `${DANA}&RedirectTo=${target}`, FORM);
    expect(response.status).toBe(303);
    const { leads } = await afterLeads(business, 1);
    expect(response.headers.get('location')).toBe(`https://shop.example.com/thanks?from=form&lead=${leads[0]?.id}`);
  });

  test.each([
    '//evil.example',
    'https:evil.example',
    'https:/evil.example',
    'https://shop.example.com@evil.example/',
    'https://evil.example/?shop.example.com',
    'https://shop.example.com.evil.example/',
    'https://evil.example\\.shop.example.com/',
    'https://evil.example#.shop.example.com',
    'javascript:alert(1)',
    'data:text/html,x',
    '\thttps://evil.example',
    'https://shop.example.com/\r\nSet-Cookie: x=1',
    'https://user:pass@shop.example.com/',
    '/relative',
  ])('asking to be sent to %j is thanked here instead, with a warning on the lead', async (target) => {
    const business = await newBusiness({ channel: { redirectHosts: ['shop.example.com'] } });
    const response = await post(business, `${DANA}&RedirectTo=${encodeURIComponent(target)}`, FORM);
    expect(response.status).toBe(200);
    expect(response.headers.get('location')).toBeNull();
    const { leads } = await afterLeads(business, 1);
    expect(leads[0]).toMatchObject({ status: 'created', warnings: [{ code: 'redirect_not_allowed' }] });
  });

  test('that lacks something gets a page that says so and keeps what was typed, and the lead is kept as rejected', async () => {
    const business = await newBusiness();
    const response = await post(business, 'FirstName=Dana&Remarks=%22%3E%3Cscript%3Ealert(1)%3C/script%3E', FORM);
    const page = await response.text();
    expect(response.status).toBe(422);
    expect(page).toContain('value="Dana"');
    expect(page).toContain('no phone and no e-mail');
    expect(page).not.toContain('<script>');
    const { leads, contacts } = await afterLeads(business, 1);
    expect(leads).toMatchObject([{ status: 'rejected', rejection: { code: 'no_way_to_contact', status: 422 } }]);
    expect(leads[0]?.raw?.body).toContain('FirstName=Dana');
    expect(contacts).toEqual([]);
  });
});

describe('a program', () => {
  test('that asks for JSON gets the receipt, and 200 rather than 202', async () => {
    const business = await newBusiness();
    const { response, answer } = await postForm(business, { Phone: '052-1234567', MailingList: 'maybe', Shoe: '42' });
    expect(response.status).toBe(200);
    expect(answer).toMatchObject({ status: 'queued', url: `/leads/${answer.id}` });
    expect(answer.warnings.map(({ code }) => code)).toContain('flag_unreadable');
  });

  test('that sends XML is answered in XML, one element a lead', async () => {
    const business = await newBusiness();
    const body = '<leads><lead><Phone>052-1234567</Phone></lead><lead><FirstName>No way</FirstName></lead></leads>';
    const response = await post(business, body, { 'content-type': 'text/xml' });
    const answer = await response.text();
    expect(response.status).toBe(200);
    expect(answer).toMatch(
      /<response><lead><id>\w{38}<\/id><status>queued<\/status><\/lead><lead><id>\w{38}<\/id><status>rejected<\/status><error code="no_way_to_contact">/,
    );
    const { leads } = await afterLeads(business, 2);
    expect(leads.map(({ status }) => status).sort()).toEqual(['created', 'rejected']);
    expect(leads.filter(({ raw }) => raw)).toHaveLength(1);
  });

  test('gets a problem it can read', async () => {
    const business = await newBusiness({ channel: { required: ['city'] } });
    const { response, answer } = await postForm(business, { Phone: '052-1234567' });
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer).toMatchObject({ status: 422, code: 'required_field_missing', field: 'City' });
  });

  test('gets an XML error for XML', async () => {
    const business = await newBusiness();
    const response = await post(business, '<!DOCTYPE a [<!ENTITY b "c">]><lead><Phone>&b;</Phone></lead>', {
      'content-type': 'text/xml',
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(
      /<response><error code="xml_dtd"><message>.+<\/message><\/error><\/response>/,
    );
    expect((await afterLeads(business, 1)).leads[0]).toMatchObject({ status: 'rejected' });
  });

  test('may call from any page: CORS is open, for forms that post with fetch', async () => {
    const business = await newBusiness();
    const response = await post(business, DANA, { ...FORM, origin: 'https://landing.example' });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });
});

test('the page that refuses a form gives back every field under the name it was sent with', async () => {
  const business = await newBusiness({ channel: { language: 'he', required: ['city'], mapping: { q7: 'firstName' } } });
  const page = await (await post(business, 'q7=%D7%93%D7%A0%D7%94&Phone=052-1234567&utm_source=flyer', FORM)).text();
  expect(page).toMatch(/<label for="typed-0">שם פרטי<\/label><input id="typed-0" name="q7" [^>]*value="דנה"/);
  expect(page).toContain('<input type="hidden" name="utm_source" value="flyer"/>');
  expect(page).toContain('חסר שדה חובה: עיר');
  expect(page).toMatch(
    /<label for="missing-city">עיר.*?<input id="missing-city" name="City" required="" aria-invalid="true"/,
  );
});
