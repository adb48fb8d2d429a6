import { describe, expect, test } from 'vitest';
import { understand } from '../../src/ways-in/understand.ts';
import { aChannel } from '../support/pure/channel.ts';

const channel = aChannel();

async function read(body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const contentType = text.startsWith('{')
    ? 'application/json'
    : text.startsWith('<')
      ? 'text/xml'
      : 'application/x-www-form-urlencoded';
  const raw = { method: 'POST' as const, query: '', contentType, body: new TextEncoder().encode(text) };
  const [first] = (await understand(raw, channel)).leads;
  const { details = {}, identities = [], unknown = {} } = first?.lead ?? {};
  return { details, identities: identities.map(({ value }) => value), unknown };
}

const NOA = { full_name: 'Noa Barak', mobile: '054-7318001' };
const ADA = { name: 'Ada Other', phone: '03-7318009', email: 'ada@example.net' };

const REACH = { phone: '054-7318001', email: 'noa@example.com' };
const BRANCH = { phone: '04-7318005', email: 'haifa@example.net' };

describe('of two people in one lead', () => {
  test.each([
    ['top and user', { ...NOA, user: ADA }],
    ['user and top', { user: ADA, ...NOA }],
    ['customer and user', { user: ADA, customer: NOA }],
    ['contact and member', { member: ADA, contact: NOA }],
    ['top and lead', { ...NOA, lead: ADA }],
    ['a form', 'user[name]=Ada+Other&user[phone]=03-7318009&full_name=Noa+Barak&mobile=054-7318001'],
    ['a form with dots', 'user.name=Ada+Other&user.phone=03-7318009&full_name=Noa+Barak&mobile=054-7318001'],
    [
      'XML',
      '<request><user><name>Ada Other</name><phone>03-7318009</phone></user><customer><full_name>Noa Barak</full_name><mobile>054-7318001</mobile></customer></request>',
    ],
  ])('only the one who asks is the person: %s', async (_, body) => {
    const { details, identities, unknown } = await read(body);
    expect(details).toEqual({ firstName: 'Noa', lastName: 'Barak', mobile: '054-7318001' });
    expect(identities).toEqual(['+972547318001']);
    expect(JSON.stringify(unknown)).toContain('03-7318009');
  });

  test('the office’s address at the top goes behind the customer who says more', async () => {
    const { identities } = await read({ email: 'office@example.net', customer: { ...NOA, email: 'noa@example.com' } });
    expect(identities).toEqual(['+972547318001', 'noa@example.com']);
  });

  test.each([
    ['the names agree', { contact: NOA, billing: { first_name: 'Noa', email: 'noa@example.com' } }],
    ['only one has a name', { customer: NOA, user: { email: 'noa@example.com' } }],
    [
      'they share a phone',
      { lead: { phone: '0547318001' }, user: { phone: '+972547318001', email: 'noa@example.com' } },
    ],
  ])('both are the person where %s', async (_, body) => {
    expect((await read(body)).identities).toEqual(['+972547318001', 'noa@example.com']);
  });

  test.each([
    [
      'an order’s number',
      { name: '#1001', email: 'noa@example.com', customer: { first_name: 'Noa', last_name: 'Barak', ...REACH } },
    ],
    ['a branch', { name: 'Haifa branch', phone: '04-7318005', lead: { name: 'Noa Barak', ...REACH } }],
    ['a branch that says more', { name: 'Haifa', ...BRANCH, client: { full_name: 'Noa Barak', ...REACH } }],
    ['the same in other letters', { name: 'נועה ברק', phone: REACH.phone, contact: { name: 'Noa Barak', ...REACH } }],
  ])('a bare name at the top takes nobody’s place: %s', async (_, body) => {
    expect((await read(body)).identities.sort()).toEqual(['+972547318001', 'noa@example.com']);
  });

  test('the only one there is is the person, whatever the wrapper', async () => {
    expect((await read({ user: ADA })).identities).toEqual(['+97237318009', 'ada@example.net']);
  });
});

test('what is said of a property is not the person’s', async () => {
  const { identities } = await read({ ...NOA, property: { name: 'Villa', phone: '03-7318009' } });
  expect(identities).toEqual(['+972547318001']);
});

describe('whom a form sends its mail to', () => {
  test.each([
    ['to_email', 'to_email=office@example.net&to_name=Office&from_name=Noa+Barak&from_email=noa@example.com'],
    ['send_to', 'send_to=office@example.net&mail+to=o@example.net&name=Noa+Barak&email=noa@example.com'],
    ['cc', 'cc=office@example.net&bcc=o@example.net&name=Noa+Barak&email=noa@example.com'],
    ['toEmail, in JSON', { toEmail: 'office@example.net', name: 'Noa Barak', email: 'noa@example.com' }],
  ])('is nobody who asks: %s', async (_, body) => {
    const { details, identities } = await read(body);
    expect(details).toMatchObject({ firstName: 'Noa', lastName: 'Barak', email: 'noa@example.com' });
    expect(identities).toEqual(['noa@example.com']);
  });

  test('is nobody also when nobody else can be reached', async () => {
    for (const body of ['to=office@example.net&name=Noa', 'send_to=office@example.net&name=Noa'])
      expect((await read(body)).identities).toEqual([]);
  });

  test('is not what a person answers about themselves', async () => {
    expect((await read('reply_to=noa@example.com&name=Noa')).identities).toEqual(['noa@example.com']);
    expect((await read('number+to+call=0547318001&name=Noa')).identities).toEqual(['+972547318001']);
  });
});

test('who called is the person, and the numbers of the business are nobody’s', async () => {
  const called = { customer_phone_number: '054-7318001', customer_name: 'Noa Barak', company_name: 'Or Studio' };
  const numbers = { tracking_phone_number: '03-7318008', business_phone_number: '03-7318009' };
  expect(await read({ ...numbers, ...called })).toMatchObject({
    details: { firstName: 'Noa', lastName: 'Barak', phone: '054-7318001' },
    identities: ['+972547318001'],
  });
  expect((await read({ called_number: '03-7318009', caller_number: '0547318001' })).identities).toEqual([
    '+972547318001',
  ]);
});

test('a list’s and a tag’s name is nobody’s; a person known by an id is the person', async () => {
  const form = 'contact[email]=noa@example.com&contact[first_name]=Noa&list[0][name]=News&tags[0][name]=vip';
  expect((await read(form)).details).toEqual({ firstName: 'Noa', email: 'noa@example.com' });
  const deal = { person_id: { name: 'Noa Barak', phone: [{ value: '054-7318001' }] }, user_id: ADA };
  expect((await read(deal)).identities).toEqual(['+972547318001']);
});

test('two addresses in one field are a way to contact', async () => {
  const raw = 'name=Noa&email=noa%40example.com%20noa%40example.org';
  expect((await read(raw)).identities).toEqual(['noa@example.com', 'noa@example.org']);
  const bytes = new TextEncoder().encode(raw);
  const { leads } = await understand({ method: 'POST', query: '', contentType: '', body: bytes }, channel);
  expect(leads[0]?.rejection).toBe(null);
});
