import { expect, test } from 'vitest';
import { understand } from '../../../src/ways-in/understand.ts';
import { aChannel } from '../../support/pure/channel.ts';

const channel = aChannel({ waysIn: ['json', 'html-form'] });

async function leadOf(contentType: string, body: string) {
  const raw = { method: 'POST' as const, query: '', contentType, body: new TextEncoder().encode(body) };
  const { leads } = await understand(raw, channel);
  expect(leads).toHaveLength(1);
  const [one] = leads;
  return { sender: one?.sender, details: one?.lead.details, reached: one?.lead.identities.map(({ value }) => value) };
}
const ofJson = (body: unknown) => leadOf('application/json', JSON.stringify(body));
const ofForm = (fields: Record<string, string>) =>
  leadOf('application/x-www-form-urlencoded', new URLSearchParams(fields).toString());

const PHONE = '0526748913';
const EMAIL = 'dana@example.com';
const BOTH = ['+972526748913', EMAIL];

test('answers in data.json are read whatever stands beside them', async () => {
  const data = JSON.stringify({ name: ['Dana Levi'], phone: [PHONE], email: [EMAIL] });
  expect(await ofForm({ 'data.json': data, page_name: 'Spring' })).toMatchObject({
    details: { firstName: 'Dana', lastName: 'Levi' },
    reached: BOTH,
  });
});

test('Wix’s card of who sent the form fills what was not asked', async () => {
  const submissions = [
    { label: 'First name', value: 'Dana' },
    { label: 'Phone', value: PHONE },
  ];
  const contact = { name: { first: 'Dana', last: 'Levi' }, email: EMAIL, phone: '+972526748913', contactId: 'x' };
  expect(await ofJson({ data: { formName: 'Contact', submissions, contact } })).toMatchObject({
    sender: 'wix',
    details: { firstName: 'Dana', lastName: 'Levi', email: EMAIL },
    reached: BOTH,
  });
});

test('the name of a form in an envelope is nobody’s', async () => {
  const payload = { name: 'Contact Us', siteId: 's', formId: 'f', data: { 'First Name': 'Dana', Phone: PHONE } };
  expect((await ofJson({ triggerType: 'form_submission', payload })).details).toEqual({
    firstName: 'Dana',
    phone: PHONE,
  });
});

test('a name in an envelope that is no form’s is the person’s', async () => {
  const { details } = await ofJson({ data: { name: 'Dana Levi', details: { phone: PHONE } } });
  expect(details).toMatchObject({ firstName: 'Dana', lastName: 'Levi' });
});

test('answers under the numbers of their questions give the way to contact by their values', async () => {
  const item_meta = { 12: 'Dana', 13: PHONE, 14: EMAIL };
  expect((await ofJson({ id: 5, item_key: 'abc', item_meta })).reached).toEqual(BOTH);
  expect((await ofForm({ 'item_meta[12]': 'Dana', 'item_meta[13]': PHONE, 'item_meta[14]': EMAIL })).reached).toEqual(
    BOTH,
  );
});

test.each(['mf', 'nf', 'ff', 'frm', 'wpf'])(
  'what a plug-in writes before its fields’ names (%s) says nothing',
  async (mark) => {
    const sent = { [`${mark}-first-name`]: 'Dana', [`${mark}-telephone`]: PHONE, [`${mark}_email`]: EMAIL };
    expect(await ofJson(sent)).toMatchObject({
      details: { firstName: 'Dana', phone: PHONE, email: EMAIL },
      reached: BOTH,
    });
  },
);

test.each<Record<string, string>>([
  { שם: 'דנה', קידומת: '052', מספר: '6748913' },
  { name: 'Dana', area_code: '052', number: '674-8913' },
])('the rest of a number behind its area code is its rest, whatever it is called (%#)', async (sent) => {
  expect((await ofForm(sent)).reached).toEqual(['+972526748913']);
});
