import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { channelSchema } from '../../src/lead/channel/channel.ts';
import { composeLead } from '../../src/lead/compose.ts';
import { readRaw } from '../../src/ways-in/read.ts';

const channel = channelSchema.parse({ id: 'ch_1', databaseId: 'db_1', name: 'All', maxCharacters: 65_536 });

/** All that is kept of a body, as text; undefined when it is refused. */
function keptOf(body: string): string | undefined {
  const reading = readRaw({ method: 'POST', query: '', contentType: '', body: new TextEncoder().encode(body) }, {});
  if (!reading.ok) return undefined;
  return reading.submissions
    .map((one) => JSON.stringify([composeLead(one, channel, reading.wayIn).lead, one.providerLeadId]))
    .join('\n');
}

let count = 0;
const token = () => `zq${(++count).toString(36)}x`;

const keys = fc.constantFrom(
  ...['FirstName', 'Phone', 'email', 'address', 'company', 'notes', 'form_id', 'form_name', 'data', 'lead', 'leads'],
  ...['contact', 'agent', 'items', 'fields', 'answers', 'values', 'submissions', 'field_data', 'user_column_data'],
  ...[
    'formName',
    'context',
    'submittedAt',
    'form_response',
    'hidden',
    'rawRequest',
    'formID',
    'q3_name',
    'a',
    '3',
    '1.6',
  ],
  ...['campid', 'sid', 'oid', 'retURL', '_wpcf7', '1stPhone', 'date_created', 'source_url', 'is_starred', 'other'],
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.constant(undefined).map(token),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(keys, tie('value')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  ),
}));
const objects = fc.array(fc.tuple(keys, value), { minLength: 1, maxLength: 5 }).map((all) => Object.fromEntries(all));
const tokensIn = (text: string) => text.match(/zq[0-9a-z]+x/g) ?? [];

describe('every value is somewhere in the lead', () => {
  test('of JSON, whatever its shape', () => {
    fc.assert(
      fc.property(objects, (object) => {
        const body = JSON.stringify(object);
        const kept = keptOf(body);
        for (const one of kept === undefined ? [] : tokensIn(body)) expect(kept).toContain(one);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    [
      'frontask',
      'request, auth, action, data, contactdetails, firstname, address, text, extrainfo, processdata, remarks',
    ],
    ['adf', 'prospect, customer, contact, name, email, phone, address, street, city, comments, vendor, vehicle, id'],
    ['leads', 'lead, Envelope, Body, FirstName, phone, address, company, city'],
  ])('of <%s>, text and attributes', (root, names) => {
    const { element } = fc.letrec<{ element: string }>((tie) => ({
      element: fc
        .record({
          name: fc.constantFrom(...names.split(', ')),
          attributes: fc.uniqueArray(fc.constantFrom('source', 'time', 'status', 'x:y'), { maxLength: 2 }),
          content: fc.array(fc.oneof({ maxDepth: 6 }, fc.constant(undefined).map(token), tie('element')), {
            maxLength: 4,
          }),
        })
        .map(({ name, attributes, content }) => {
          const said = attributes.map((attribute) => ` ${attribute}="${token()}"`).join('');
          return `<${name}${said}>${content.join(' ')}</${name}>`;
        }),
    }));
    fc.assert(
      fc.property(fc.array(element, { minLength: 1, maxLength: 3 }), (content) => {
        const document = `<${root}>${content.join('')}</${root}>`;
        const kept = keptOf(document);
        for (const one of kept === undefined ? [] : tokensIn(document)) expect(kept).toContain(one);
      }),
      { numRuns: 800 },
    );
  });

  test.each([
    [
      'a list of people with deals is no list of fields',
      '{"leads":[{"name":"Dana","value":"5000","phone":"0521234567"}]}',
    ],
    [
      'a field with two values',
      '{"fields":[{"name":"phone","value":"","answers":["0521234567","5000"],"note":"Dana"}]}',
    ],
    [
      'what stands beside a wrapped Meta lead',
      '{"data":{"field_data":[{"name":"a","values":["Dana"]}]},"b":"5000","c":"0521234567"}',
    ],
    [
      'a repeated Elementor value',
      'fields[a][value]=Dana&fields[a][value]=5000&fields[b][value]=0521234567&fields[b][x]=y',
    ],
    [
      'a Typeform payment',
      '{"form_response":{"answers":[{"type":"payment","payment":{"amount":"5000","name":"Dana","x":"0521234567"},"field":{"id":"f"}}]}}',
    ],
    ['the name beside an address', '{"email":{"address":"0521234567","name":"Dana","value":"5000"}}'],
    [
      'a label that is more than a type',
      '{"emails":[{"value":"dana@example.com","label":"Dana 5000","type":"work"}],"phones":[{"number":"0521234567"}]}',
    ],
    [
      'an ADF address without parts',
      '<adf><prospect><customer><contact><name>Dana</name><address>5000</address><phone>0521234567</phone></contact></customer></prospect></adf>',
    ],
    [
      'a data element without contactdetails',
      '<r><data><contactdetails><firstname>Dana</firstname></contactdetails></data><data><phone>0521234567</phone><remarks>5000</remarks></data></r>',
    ],
  ])('%s', (_, body) => {
    const kept = keptOf(body);
    for (const wanted of ['Dana', '5000', '0521234567']) expect(kept).toContain(wanted);
  });

  test('but a captcha, which is longer than a whole lead may be', () => {
    for (const name of ['g-recaptcha-response', 'cf-turnstile-response', '_wpcf7_recaptcha_response', 'google_key']) {
      expect(keptOf(`Phone=0521234567&${name}=${'x'.repeat(2000)}`)).not.toContain('xxx');
    }
  });
});

test('a person in a list of leads keeps name and phone', () => {
  const kept = keptOf('[{"name":"Dana Levi","value":"5000","phone":"0521234567"}]');
  expect(kept).toContain('"phone":"0521234567"');
  expect(kept).toContain('"firstName":"Dana"');
});
