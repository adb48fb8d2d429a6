import { env, exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { type Business, newBusiness } from '../support/worker/business.ts';
import { afterLeads, eventually } from '../support/worker/observe.ts';
import { sendMail } from '../support/worker/send-mail.ts';

/**
 * What real senders wrote, with other people in it, from the request or mail to the tables: `<case>.<ext>` is what was
 * sent, `<case>.expected.json` what must come of it, `<case>.then.<ext>` what a second person sent, who must stay
 * another contact.
 */
const FILES = env.CASES.wire;
const TYPES = new Map([
  ['form', 'application/x-www-form-urlencoded'],
  ['json', 'application/json'],
]);

interface Expected {
  status?: string;
  details?: Record<string, string | null>;
  ident?: string[];
  identities?: string[];
  not?: string;
  thenStatus?: string | string[];
  http?: number;
  resendSameReceipt?: boolean;
}

const bytesOf = (file: string) =>
  Uint8Array.from(atob(FILES[file] ?? ''), (character) => character.charCodeAt(0)) as Uint8Array<ArrayBuffer>;
const extensionOf = (file: string) => file.split('.').at(-1) ?? '';

/** Sends a file as its sender would; a mail has no answer. */
async function send(business: Business, file: string): Promise<{ http: number; id?: string } | undefined> {
  const body = bytesOf(file);
  if (extensionOf(file) === 'eml') {
    const mail = new TextDecoder().decode(body).replace('MESSAGE_ID', `<${file}@mysite.example>`);
    expect(await sendMail(mail, { to: `${business.key}@leads.example.net` })).toBeUndefined();
    return undefined;
  }
  const headers = { 'content-type': TYPES.get(extensionOf(file)) ?? '', accept: 'application/json' };
  const response = await exports.default.fetch(business.intakeUrl, { method: 'POST', headers, body });
  const { id } = await response.json<{ id?: string }>();
  return { http: response.status, ...(id === undefined ? {} : { id }) };
}

/** The lead that is written last, its contact, and what recognises it. */
async function written(business: Business, count: number) {
  const { contacts, leads, identities } = await afterLeads(business, count);
  const lead = leads.toSorted((a, b) => a.receivedAt - b.receivedAt || a.id.localeCompare(b.id)).at(-1);
  const contact = contacts.find(({ number }) => number === lead?.contactNumber);
  const own = identities.filter(({ contactNumber }) => contactNumber === contact?.number);
  return { lead, contact, contacts, identities: own.map(({ kind, value }) => `${kind}:${value}`) };
}

const newChannel = () => newBusiness({ channel: { waysIn: ['html-form', 'json', 'mail'] } });
const names = Object.keys(FILES).filter((file) => file.endsWith('.expected.json'));

describe('what a real sender sends', () => {
  test.each(names.map((file) => file.replace('.expected.json', '')))('%s', async (name) => {
    const expected: Expected = JSON.parse(new TextDecoder().decode(bytesOf(`${name}.expected.json`)));
    const file = Object.keys(FILES).find(
      (one) => /^\.(?:form|json|eml)$/.test(one.slice(name.length)) && one.startsWith(name),
    );
    const business = await newChannel();
    const answer = await send(business, file ?? '');
    if (expected.http !== undefined) {
      expect(answer).toEqual({ http: expected.http });
      return;
    }
    const { lead, contact, identities } = await written(business, 1);
    expect(lead).toMatchObject({ status: expected.status ?? 'created' });
    for (const [field, value] of Object.entries(expected.details ?? {})) {
      // The card keeps what a person said to a form in the task.
      const said = field === 'notes' ? lead?.fields?.details.notes : contact?.[field as 'email'];
      expect([field, said ?? null]).toEqual([field, value]);
    }
    const known = expected.ident ?? expected.identities;
    if (known) expect(identities.toSorted()).toEqual(known.toSorted());
    if (expected.not) expect(identities).not.toContain(expected.not);
    if (expected.resendSameReceipt) await staysOne(business, file ?? '', answer?.id);
    if (expected.thenStatus)
      await staysAnother(business, `${name}.then.${extensionOf(file ?? '')}`, expected.thenStatus);
  });

  test('55b-missed-call is another contact than 55a-missed-call', async () => {
    const business = await newChannel();
    await send(business, '55a-missed-call.eml');
    await written(business, 1);
    await send(business, '55b-missed-call.eml');
    expect((await written(business, 2)).contacts).toHaveLength(2);
  });
});

async function staysOne(business: Business, file: string, id: string | undefined): Promise<void> {
  expect(await send(business, file)).toEqual({ http: 200, id });
  // Another lead that is written proves that the repetition was not.
  await send(business, '26-ampersand-unencoded.form');
  await eventually(async () => (await written(business, 2)).lead?.sender !== undefined);
  expect((await afterLeads(business, 2)).leads).toHaveLength(2);
}

async function staysAnother(business: Business, file: string, status: string | string[]): Promise<void> {
  await send(business, file);
  const { leads, contacts } = await afterLeads(business, 2);
  const made = new Set(leads.map((lead) => lead.contactNumber));
  expect([status].flat()).toContain(leads.find((lead) => lead.contactNumber !== contacts[0]?.number)?.status);
  expect(made.size).toBe(2);
}
