import { expect, test } from 'vitest';
import { understand } from '../../../src/ways-in/understand.ts';
import { aChannel } from '../../support/pure/channel.ts';

/* Gateways and switchboards: who wrote or called is the person, the business's own number never is. */

const channel = aChannel({ waysIn: ['json', 'html-form'] });
const bytes = (text: string) => new TextEncoder().encode(text);

async function leadsOf(contentType: string, body: string) {
  const { leads } = await understand({ method: 'POST', query: '', contentType, body: bytes(body) }, channel);
  return leads.map(({ lead, sender, providerLeadId }) => ({ ...lead, sender, providerLeadId }));
}
const ofJson = (body: unknown) => leadsOf('application/json', JSON.stringify(body));
const ofForm = (fields: Record<string, string>) =>
  leadsOf('application/x-www-form-urlencoded', new URLSearchParams(fields).toString());
const reached = (leads: Awaited<ReturnType<typeof ofJson>>) =>
  leads.map(({ identities }) => identities.map((it) => it.value));

const OURS = '972733334444@c.us';
const DANA = '972526748913@c.us';
const PHONE = '+972526748913';
const told = (typeWebhook: string, more: object) => ({
  typeWebhook,
  instanceData: { idInstance: 1101000001, wid: OURS, typeInstance: 'whatsapp' },
  timestamp: 1703014480,
  idMessage: '3EB063C771F28EB323FAE3',
  ...more,
});
const written = (messageData: object, chatId = DANA) =>
  told('incomingMessageReceived', {
    senderData: { chatId, chatName: 'Dana', sender: DANA, senderName: 'Dana Levi', senderContactName: '' },
    messageData,
  });

test.each([
  ['a text', { typeMessage: 'textMessage', textMessageData: { textMessage: 'Price?' } }, 'Price?'],
  ['a text with a link', { typeMessage: 'extendedTextMessage', extendedTextMessageData: { text: 'Price?' } }, 'Price?'],
  [
    'a picture',
    { typeMessage: 'imageMessage', fileMessageData: { caption: 'This one', downloadUrl: 'x' } },
    'This one',
  ],
  ['a sticker', { typeMessage: 'stickerMessage', fileMessageData: { downloadUrl: 'x' } }, undefined],
])('%s that comes through GREEN-API is a lead of who wrote it', async (_, message, notes) => {
  const leads = await ofJson(written(message));
  expect(reached(leads)).toEqual([[PHONE]]);
  expect(leads[0]).toMatchObject({
    sender: 'green-api',
    providerLeadId: '3EB063C771F28EB323FAE3',
    details: { firstName: 'Dana', lastName: 'Levi', mobile: PHONE },
  });
  expect(leads[0]?.details.notes).toBe(notes);
});

test('what is written in a group is of who wrote it, not of the group', async () => {
  const text = { typeMessage: 'textMessage', textMessageData: { textMessage: 'Price?' } };
  expect(reached(await ofJson(written(text, '120363041234567@g.us')))).toEqual([[PHONE]]);
});

test('a call through GREEN-API is a lead when it rings, and not again when it ends', async () => {
  expect(reached(await ofJson(told('incomingCall', { from: DANA, status: 'offer' })))).toEqual([[PHONE]]);
  expect(await ofJson(told('incomingCall', { from: DANA, status: 'pickUp' }))).toEqual([]);
});

test.each([
  ['a message of ours', told('outgoingMessageReceived', { senderData: { chatId: DANA, sender: OURS } })],
  ['a receipt', told('outgoingMessageStatus', { chatId: DANA, status: 'delivered' })],
  ['the state of the account', told('stateInstanceChanged', { stateInstance: 'authorized' })],
  ['a thumb', written({ typeMessage: 'reactionMessage', extendedTextMessageData: { text: '👍' } })],
])('%s is no lead', async (_, body) => {
  expect(await ofJson(body)).toEqual([]);
});

test.each([
  { event_type: 'message_received', data: { from: DANA, to: OURS, author: '', body: 'Hi', type: 'chat' } },
  { event: 'message', payload: { from: '972526748913@s.whatsapp.net', to: OURS, body: 'Hi' }, me: { id: OURS } },
])('an address of a chat is the phone in it, and no e-mail address (%#)', async (body) => {
  const leads = await ofJson(body);
  expect(reached(leads)).toEqual([[PHONE]]);
  expect(leads[0]?.details).toMatchObject({ phone: PHONE, notes: 'Hi' });
  expect(leads[0]?.details.email).toBeUndefined();
});

test.each<Record<string, string>>([
  { cli: '0526748913', ddi: '0733334444' },
  { ani: '0526748913', dnis: '0733334444' },
  { caller_number: '0526748913', did_number: '0733334444' },
  { CLI: '0526748913', DID: '0733334444' },
])('a switchboard’s call is of who called: %o', async (call) => {
  expect(reached(await ofForm(call))).toEqual([[PHONE]]);
});

test.each(['ddi', 'dnis', 'did', 'did_number', 'DID phone'])(
  'who withholds the number is nobody by the number that was dialled (%s)',
  async (name) => {
    expect(reached(await ofForm({ cli: 'anonymous', [name]: '0733334444' }))).toEqual([[]]);
    expect(reached(await ofForm({ [name]: '0733334444' }))).toEqual([[]]);
  },
);

test('a question that begins with “did” asks for no phone of ours', async () => {
  const [lead] = await ofForm({
    Phone: '0526748913',
    'Did you call us before?': 'Yes',
    'How did you hear of us?': 'Radio',
  });
  expect(lead?.unknown).toMatchObject({ 'Did you call us before?': 'Yes' });
  expect(lead?.identities).toHaveLength(1);
});
