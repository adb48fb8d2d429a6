import { describe, expect, test } from 'vitest';
import { formUrl, newShop, portalUrl, send, wayInCalled } from '../support/worker/every-way-in.ts';
import { eventually } from '../support/worker/observe.ts';
import { call, ORIGIN, type Owner, tablesOf } from '../support/worker/owner.ts';
import { type Answer, apiSending, mailSending, sendingOf } from '../support/worker/sending.ts';

/* What no way in can take: the code of contract.md, "Answers", and whether the business finds it among the rejected. */

/** @param danaId a contact that stands there. */
type Post = (shop: Owner, danaId: string) => Promise<Answer>;
const LONG = 'x'.repeat(70_000);

const post =
  (body: BodyInit, contentType: string): Post =>
  ({ intakeUrl }) =>
    sendingOf(intakeUrl, {
      method: 'POST',
      body,
      headers: { 'content-type': contentType, accept: 'application/json' },
    })();
const get =
  (query: string): Post =>
  ({ intakeUrl }) =>
    sendingOf(`${intakeUrl}?${query}`, { headers: { accept: 'application/json' } })();
const page =
  (urlOf: (shop: Owner) => Promise<string>, body: BodyInit, contentType = 'application/x-www-form-urlencoded'): Post =>
  async (shop) =>
    sendingOf(await urlOf(shop), { method: 'POST', body, headers: { 'content-type': contentType } })();
const mail =
  (text: string | Uint8Array<ArrayBuffer>): Post =>
  (shop) =>
    mailSending(shop, text)();
const api =
  (path: string, bodyOf: (shop: Owner) => unknown): Post =>
  (shop, danaId) =>
    apiSending(shop, path.replace('{id}', danaId), bodyOf(shop))();

const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data; boundary=b';
const BYTES = Uint8Array.of(0x25, 0x50, 0x44, 0x46, 0, 1, 2, 0xff, 0xfe);
const HEAD = 'From: Site <wordpress@example.net>\nSubject: New inquiry\n\n';

type Cell = [what: string, send: Post, status: number, code: string];
const table = (wayIn: string, cells: Cell[]) =>
  cells.map(([what, send, status, code]) => ({ wayIn, what, send, status, code }));

/** Kept as rejected, with the bytes. */
const KEPT = [
  ...table('HTML form', [
    ['a PDF', post(BYTES, 'application/pdf'), 415, 'unsupported_media_type'],
    ['a name alone', post('FirstName=Dana', FORM), 422, 'no_way_to_contact'],
    ['a multipart body without parts', post('--b--\r\n', MULTIPART), 400, 'unreadable'],
    ['70 KB', post(`Phone=052-1234567&Remarks=${LONG}`, FORM), 413, 'too_large'],
    ['over 1024 characters', post(`Phone=052-1234567&Remarks=${LONG.slice(0, 1100)}`, FORM), 422, 'too_long'],
  ]),
  ...table('XML', [
    ['half a document', post('<lead><Phone>052-1234567</Pho', 'text/xml'), 400, 'unreadable'],
    ['a DTD', post('<!DOCTYPE a [<!ENTITY b "c">]><lead><Phone>&b;</Phone></lead>', 'text/xml'), 400, 'xml_dtd'],
    ['a name alone', post('<lead><FirstName>Dana</FirstName></lead>', 'text/xml'), 422, 'no_way_to_contact'],
    ['70 KB', post(`<lead><Phone>052-1234567</Phone><Remarks>${LONG}</Remarks></lead>`, 'text/xml'), 413, 'too_large'],
  ]),
  ...table('URL', [
    ['a name alone', get('FirstName=Dana'), 422, 'no_way_to_contact'],
    ['over 1024 characters', get(`Phone=052-1234567&Remarks=${LONG.slice(0, 1100)}`), 422, 'too_long'],
    ['an address over 16 KB', get(`Phone=052-1234567&Remarks=${LONG.slice(0, 17_000)}`), 413, 'too_large'],
  ]),
  ...table('JSON webhook', [
    ['half an object', post('{"Phone":"052-1234567"', 'application/json'), 400, 'unreadable'],
    ['a name alone', post('{"FirstName":"Dana"}', 'application/json'), 422, 'no_way_to_contact'],
    ['an empty list', post('[]', 'application/json'), 422, 'not_a_lead'],
    ['70 KB', post(`{"Phone":"052-1234567","Remarks":"${LONG}"}`, 'application/json'), 413, 'too_large'],
  ]),
  ...table('mail', [
    ['bytes that are no mail', mail(BYTES), 250, 'unreadable'],
    ['a form without a way to contact', mail(`${HEAD}Name: Dana Levi\nMessage: Call me\n`), 250, 'no_way_to_contact'],
    ['over a megabyte', mail(`${HEAD}${LONG.repeat(16)}`), 250, 'too_large'],
  ]),
  ...table('internal form', [
    ['70 KB', page(formUrl, `Phone=052-1234567&Remarks=${LONG}`), 413, 'too_large'],
    ['a multipart body without parts', page(formUrl, '--b--\r\n', MULTIPART), 400, 'unreadable'],
  ]),
  ...table('portal', [
    ['a name alone', page(portalUrl, 'FirstName=Dana'), 422, 'no_way_to_contact'],
    ['70 KB', page(portalUrl, `Phone=052-1234567&Remarks=${LONG}`), 413, 'too_large'],
    ['a multipart body without parts', page(portalUrl, '--b--\r\n', MULTIPART), 400, 'unreadable'],
  ]),
];

const COPY = '/contacts/{id}/copy';

/** The caller is told and nothing is kept: a program or a person who waits for the outcome sends it again. */
const TOLD = [
  ...table('internal form', [['nothing typed', page(formUrl, 'FirstName=&Phone='), 422, '']]),
  ...['/contacts', '/contacts/check', '/contacts/manual', '/contacts/{id}/complete', '/contacts/{id}/renew'].flatMap(
    (path) =>
      table(path === '/contacts' ? 'API' : `manual, ${path}`, [
        ['half an object', api(path, () => '{"firstName":"Dana"'), 400, 'unreadable'],
        ['a list', api(path, () => []), 422, 'invalid'],
        ['a field of another type', api(path, () => ({ firstName: 7 })), 422, 'invalid'],
        ['an unknown field', api(path, () => ({ shoeSize: '42' })), 422, 'invalid'],
        ['over 256 KB', api(path, () => ({ notes: LONG.repeat(4) })), 413, 'too_large'],
      ]),
  ),
  ...table('copy to another database', [
    ['half an object', api(COPY, () => '{"databaseId":'), 400, 'unreadable'],
    ['no database', api(COPY, () => ({})), 422, 'invalid'],
    ['a database of nobody', api(COPY, () => ({ databaseId: 'zzzzzzzz' })), 404, 'no_such_database'],
    ['its own database', api(COPY, ({ databaseId }) => ({ databaseId })), 422, 'same_database'],
  ]),
];

const file =
  (body: BodyInit, query = ''): Post =>
  ({ apiKey }) =>
    sendingOf(`${ORIGIN}/api/v1/imports?name=people.csv${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'text/csv' },
      body,
    })();

TOLD.push(
  ...table('import', [
    ['nothing', file(''), 422, 'empty_file'],
    ['a PDF', file('%PDF-1.7 a page'), 422, 'pdf_file'],
    ['a header alone', file('FirstName,Phone\n'), 422, 'no_rows'],
    ['a mode of its own', file('FirstName\nDana', '&mode=merge'), 400, 'invalid'],
    ['a column that is not there', file('FirstName\nDana', '&mapping={"Shoe":"Phone"}'), 422, 'no_such_column'],
    ['over 25 MB', file('x'.repeat(28_000_000)), 413, 'too_large'],
  ]),
);

const codeIn = ({ text }: Answer) => /"code":"(\w+)"|code="(\w+)"/.exec(text)?.slice(1).find(Boolean) ?? '';

describe('is refused and kept as rejected', () => {
  test.each(KEPT)('$wayIn, $what: $status $code', async ({ wayIn, send: sendIt, status, code }) => {
    const shop = await newShop();
    const answer = await sendIt(shop, '');
    expect(answer.status).toBe(status);
    expect([code, '']).toContain(codeIn(answer));
    const { leads, contacts } = await eventually(async () => {
      const tables = await tablesOf(shop);
      return tables.leads.length > 0 && tables;
    });
    expect(leads).toMatchObject([{ wayIn: wayInCalled(wayIn).wayIn, status: 'rejected', rejection: { code } }]);
    expect(leads[0]?.raw).not.toBeNull();
    expect(contacts).toEqual([]);
  });
});

describe('is refused, and nothing is written', () => {
  test.each(TOLD)('$wayIn, $what: $status $code', async ({ send: sendIt, status, code }) => {
    const shop = await newShop();
    const { body: dana } = await call(shop, 'POST', '/contacts', { firstName: 'Dana' });
    const before = await tablesOf(shop);
    const answer = await sendIt(shop, dana.id);
    expect([answer.status, codeIn(answer)]).toEqual([status, code]);
    expect(await tablesOf(shop)).toEqual(before);
  });
});

test('a way in that refused something goes on taking', async () => {
  const shop = await newShop();
  await mailSending(shop, BYTES)();
  await send(shop, 'mail', { firstName: 'Dana', mobile: '052-1234567' });
  await eventually(async () => (await tablesOf(shop)).contacts.length === 1);
});
