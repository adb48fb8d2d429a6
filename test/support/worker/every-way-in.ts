import { env } from 'cloudflare:workers';
import type { WayIn as WayInName } from '../../../src/lead/submission.ts';
import { eventually } from './observe.ts';
import { call, get, type Json, newOwner, ORIGIN, type Owner, tablesOf } from './owner.ts';
import { fieldsOf, open } from './pages.ts';
import {
  type Answer,
  apiSending,
  type Field,
  mailSending,
  named,
  type Person,
  type Sending,
  sendingOf,
} from './sending.ts';

/** One way in, as a sender uses it. */
export interface WayIn {
  /** As product.md calls it, and by hand also what the user chooses when somebody is found. */
  name: string;
  wayIn: WayInName;
  /** Written by the queue: the sender's answer comes before the outcome. */
  isQueued: boolean;
  /**
   * Makes ready what this person sends.
   * @param key names it where this way in has names: an `Idempotency-Key`, a Message-ID. Pages have their own token.
   */
  prepare(shop: Owner, person: Person, key?: string): Promise<Sending>;
}

/** The names of fields in forms, addresses and JSON. */
const NAMES: Record<Field, string> = {
  firstName: 'FirstName',
  lastName: 'LastName',
  phone: 'Phone',
  mobile: 'MobilePhone',
  otherPhone: 'OtherPhone',
  email: 'Email',
  idNumber: 'IdNumber',
  city: 'City',
  updateExistingDetails: 'UpdateExistingDetails',
};
const entriesOf = (person: Person) => Object.entries(person) as [Field, string][];
export const fieldsNamed = (person: Person): Record<string, string> =>
  Object.fromEntries(entriesOf(person).map(([field, value]) => [NAMES[field], value]));
const JSON_ANSWER = { accept: 'application/json' };

function xmlOf({ city, idNumber, updateExistingDetails, ...person }: Person): string {
  const leaf = (name: string, value: string | undefined) => (value ? `<${name}>${value}</${name}>` : '');
  const details = Object.entries(fieldsNamed(person)).map(([name, value]) => leaf(name.toLowerCase(), value));
  return `<?xml version="1.0" encoding="UTF-8"?><frontask><request><action><type>webtolead</type></action><data>
    <contactdetails>${leaf('idcardnumber', idNumber)}${details.join('')}<address>${leaf('city', city)}</address></contactdetails>
    ${leaf('updatedetails', updateExistingDetails)}</data></request></frontask>`;
}

/** A contact form's mail, from the site's own address. */
function mailOf(person: Person, key: string | undefined): string {
  const lines = Object.entries(fieldsNamed(person)).map(([name, value]) => `${name}: ${value}`);
  const id = key ? `Message-ID: <${key}@example.net>\n` : '';
  return `From: Site <wordpress@example.net>\nTo: x@leads.example.net\nSubject: New inquiry\n${id}\n${lines.join('\n')}\n`;
}

/** A page of ours, opened by a person and filled in. */
async function pageSending(url: string, person: Person, pressed: Record<string, string> = {}): Promise<Sending> {
  const fields = fieldsOf(await open(url));
  const body = new URLSearchParams({ ...fields, ...fieldsNamed(person), ...pressed });
  return sendingOf(url, { method: 'POST', body });
}

const made = async (shop: Pick<Owner, 'apiKey'>, path: string, body: unknown): Promise<Json> => {
  const answer = await call(shop, 'POST', path, body);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
};

/** A link of this business to the internal form. */
export const formUrl = async (shop: Owner): Promise<string> =>
  (await made(shop, '/forms', { name: 'Call centre', channelId: shop.channelId })).url;

/** The address of a registration page of this business. */
export const portalUrl = async (shop: Owner): Promise<string> => {
  const fields = ['firstName', 'lastName', 'phone', 'mobile', 'otherPhone', 'email', 'idNumber', 'city'];
  return (await made(shop, '/portals', { name: 'P', title: 'Or Studio', channelId: shop.channelId, fields })).url;
};

/** By hand: the user enters a person and, when somebody is found, chooses. */
function byHand(
  choice: string,
  choose: (contactId: string, person: Person) => [path: string, body: unknown] | undefined,
) {
  const prepare = async (shop: Owner, person: Person, key?: string): Promise<Sending> => {
    const typed = apiSending(shop, '/contacts/manual', person, key);
    return async (on) => {
      const answer = await typed(on);
      if (answer.status !== 409) return answer;
      const [match] = JSON.parse(answer.text).matches;
      const chosen = choose(match.contactId, person);
      return chosen ? apiSending(shop, ...chosen, key && `${key} chosen`)(on) : answer;
    };
  };
  return { name: `manual, ${choice}`, wayIn: 'manual', isQueued: false, prepare } satisfies WayIn;
}

/** Copies a person from another database of the same business into this one. */
async function copySending(shop: Owner, person: Person, key?: string): Promise<Sending> {
  const { id: databaseId } = await made(shop, '/databases', { name: 'Elsewhere' });
  const { key: apiKey } = await made(shop, '/keys', { name: 'Elsewhere', scopes: ['admin'], databaseId });
  const { id } = await made({ apiKey }, '/contacts', { ...person, status: 'Customer' });
  return apiSending({ apiKey }, `/contacts/${id}/copy`, { databaseId: shop.databaseId }, key);
}

/** An import of a file with one row, until it is through. */
function byImport<M extends string>(mode: M) {
  const prepare = async ({ apiKey }: Owner, person: Person, key?: string): Promise<Sending> => {
    const entries = Object.entries(fieldsNamed(person));
    const csv = [entries.map(([name]) => name), entries.map(([, value]) => value)]
      .map((row) => row.join(','))
      .join('\n');
    const sent = sendingOf(`${ORIGIN}/api/v1/imports?name=people.csv&mode=${mode}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'text/csv', ...named(key) },
      body: csv,
    });
    return async (on) => {
      const answer = await sent(on);
      const { id } = JSON.parse(answer.text);
      await eventually(async () => (await get({ apiKey }, `/imports/${id}`)).body.state === 'done');
      return answer;
    };
  };
  return { name: `import, ${mode}`, wayIn: 'import', isQueued: false, prepare } as const satisfies WayIn;
}

/** Every way in of product.md. */
export const EVERY_WAY_IN = [
  {
    name: 'HTML form',
    wayIn: 'html-form',
    isQueued: true,
    prepare: async ({ intakeUrl }, person, key) =>
      sendingOf(intakeUrl, {
        method: 'POST',
        headers: { ...JSON_ANSWER, ...named(key) },
        body: new URLSearchParams(fieldsNamed(person)),
      }),
  },
  {
    name: 'XML',
    wayIn: 'xml',
    isQueued: true,
    prepare: async ({ intakeUrl }, person, key) =>
      sendingOf(intakeUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/xml', ...named(key) },
        body: xmlOf(person),
      }),
  },
  {
    name: 'URL',
    wayIn: 'url',
    isQueued: true,
    prepare: async ({ intakeUrl }, person) =>
      sendingOf(`${intakeUrl}?${new URLSearchParams(fieldsNamed(person))}`, { headers: JSON_ANSWER }),
  },
  {
    name: 'JSON webhook',
    wayIn: 'json',
    isQueued: true,
    prepare: async ({ intakeUrl }, person, key) =>
      sendingOf(intakeUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...named(key) },
        body: JSON.stringify(fieldsNamed(person)),
      }),
  },
  {
    name: 'mail',
    wayIn: 'mail',
    isQueued: true,
    prepare: async (shop, person, key) => mailSending(shop, mailOf(person, key)),
  },
  {
    name: 'internal form',
    wayIn: 'internal-form',
    isQueued: false,
    // The operator means what looks like filler.
    prepare: async (shop, person) => pageSending(await formUrl(shop), person, { KeletStep: 'anyway' }),
  },
  {
    name: 'portal',
    wayIn: 'portal',
    isQueued: true,
    prepare: async (shop, person) => pageSending(await portalUrl(shop), person),
  },
  {
    name: 'API',
    wayIn: 'api',
    isQueued: false,
    prepare: async (shop, person, key) => apiSending(shop, '/contacts', person, key),
  },
  byHand('open the existing one', () => undefined),
  byHand('complete its missing details', (id, person) => [`/contacts/${id}/complete`, person]),
  byHand('renew it as a new lead', (id, person) => [`/contacts/${id}/renew`, person]),
  byHand('create anyway', (_, person) => ['/contacts/manual', { ...person, anyway: true }]),
  byHand('go back', () => undefined),
  byImport('skip'),
  byImport('complete'),
  byImport('reset'),
  { name: 'copy to another database', wayIn: 'copy', isQueued: false, prepare: copySending },
] as const satisfies WayIn[];

export type WayInCalled = (typeof EVERY_WAY_IN)[number]['name'];

/** The way in of this name. */
export function wayInCalled(name: string): WayIn {
  const found = EVERY_WAY_IN.find((it) => it.name === name);
  if (!found) throw new Error(`There is no way in called ${name}`);
  return found;
}

/** A business whose channel takes every format. */
export async function newShop(): Promise<Owner> {
  const shop = await newOwner();
  const patch = { waysIn: ['html-form', 'xml', 'url', 'json', 'mail'] };
  await call(shop, 'PATCH', `/channels/${shop.channelId}`, patch);
  return shop;
}

/** Sends a person by a way in, and answers when it is written. */
export async function send(shop: Owner, name: string, person: Person, on: Env = env): Promise<Answer> {
  const { isQueued, prepare } = wayInCalled(name);
  const before = (await tablesOf(shop)).leads.length;
  const answer = await (await prepare(shop, person))(on);
  if (isQueued) await eventually(async () => (await tablesOf(shop)).leads.length > before);
  return answer;
}
