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

  test('the only one there is is the person, whatever the wrapper', async () => {
    expect((await read({ user: ADA })).identities).toEqual(['+97237318009', 'ada@example.net']);
  });
});

test('what is said of a property is not the person’s', async () => {
  const { identities } = await read({ ...NOA, property: { name: 'Villa', phone: '03-7318009' } });
  expect(identities).toEqual(['+972547318001']);
});
