import { exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { call, get, type Json, newOwner, type Owner, writtenLead } from '../../support/worker/owner.ts';

const samplesOf = async (owner: Owner): Promise<Record<'html' | 'xml' | 'url' | 'curl' | 'json', string>> =>
  (await get(owner, `/channels/${owner.channelId}/samples`)).body;

async function sent(owner: Owner, url: string, init: RequestInit = {}): Promise<Json> {
  const response = await exports.default.fetch(url, {
    ...init,
    headers: { accept: 'application/json', ...(init.headers as Record<string, string>) },
  });
  expect(response.status, await response.clone().text()).toBe(200);
  const { id } = await response.json<{ id: string }>();
  return writtenLead(owner, id);
}

/** The words of a POSIX command line, as a shell would pass them on. */
function words(command: string): string[] {
  const found: string[] = [];
  for (const [token] of command.replaceAll('\\\n', ' ').matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/g)) {
    found.push(token.replaceAll(/'([^']*)'|\\(.)/g, (_, quoted, escaped) => quoted ?? escaped));
  }
  return found;
}

function sendCurl(owner: Owner, command: string): Promise<Json> {
  const [, url = '', ...options] = words(command);
  const headers: Record<string, string> = {};
  const form = new URLSearchParams();
  let body: BodyInit = form;
  for (let at = 0; at < options.length; at += 2) {
    const value = options[at + 1] ?? '';
    const cut = value.search(/[:=]/);
    if (options[at] === '-H') headers[value.slice(0, cut)] = value.slice(cut + 1).trim();
    else if (options[at] === '--data-urlencode') form.append(value.slice(0, cut), value.slice(cut + 1));
    else body = value;
  }
  return sent(owner, url, { method: 'POST', headers, body });
}

/** What a browser would send of the form when its fields are filled in. */
async function submit(owner: Owner, html: string, fill: Record<string, string>): Promise<Json> {
  const controls: { name: string; value: string }[] = [];
  let action = '';
  await new HTMLRewriter()
    .on('form', {
      element(form) {
        action = form.getAttribute('action') ?? '';
      },
    })
    .on('input, select, textarea', {
      element(control) {
        const name = control.getAttribute('name') ?? '';
        controls.push({ name, value: control.getAttribute('value') ?? fill[name] ?? '' });
      },
    })
    .transform(new Response(html))
    .text();
  const body = new URLSearchParams(controls.map(({ name, value }) => [name, value]));
  return sent(owner, action.replaceAll('&amp;', '&'), { method: 'POST', body });
}

async function withFields(wish: Record<string, unknown>): Promise<Owner> {
  const owner = await newOwner(wish);
  for (const field of [
    { key: 'budget', label: `Budget <"'&>`, type: 'number' },
    { key: 'size', type: 'oneOf', options: [`L'Oréal & "Sons"`, 'Small'] },
    { key: 'likes', type: 'manyOf', options: ['Red, dry', 'White'] },
    { key: 'since', type: 'date' },
    { key: 'member', type: 'yesNo' },
    { key: 'story', type: 'longText' },
    { scope: 'process', key: 'urgency' },
  ]) {
    expect((await call(owner, 'POST', '/fields', field)).status).toBe(201);
  }
  const patch = {
    required: ['custom:size', 'Email'],
    mapping: { Title: 'custom:story', 'fax no': 'fax' },
    constants: { city: 'Haifa' },
    stageId: owner.stageIds[1],
    redirectHosts: ['*.example.org', 'www.example.com'],
    doubleSubmitSeconds: 0,
  };
  expect((await call(owner, 'PATCH', `/channels/${owner.channelId}`, patch)).status).toBe(200);
  return owner;
}

const CUSTOM = {
  budget: 3,
  size: `L'Oréal & "Sons"`,
  likes: ['Red, dry'],
  since: '2026-12-01',
  member: true,
  story: expect.any(String),
};

test.each([
  ['he', 'IL'],
  ['en', 'US'],
  ['en', 'FR'],
])('every sample of a channel in %s of %s makes a lead when pasted', async (language, country) => {
  const owner = await withFields({ language, country });
  const samples = await samplesOf(owner);
  const leads = {
    xml: await sent(owner, owner.intakeUrl, { method: 'POST', body: samples.xml }),
    json: await sent(owner, owner.intakeUrl, {
      method: 'POST',
      body: samples.json,
      headers: { 'content-type': 'application/json' },
    }),
    curl: await sendCurl(owner, samples.curl),
    url: await sent(owner, samples.url),
  };
  for (const [name, lead] of Object.entries(leads)) {
    expect(['created', 'updated'], name).toContain(lead.status);
    expect(lead.fields, name).toMatchObject({
      details: {
        firstName: language === 'he' ? 'נועה' : 'Noa',
        email: 'noa.mizrahi@example.com',
        phone: expect.any(String),
        city: 'Haifa',
        fax: expect.any(String),
      },
      custom: CUSTOM,
      mailingList: true,
      unknown: {},
      stageId: owner.stageIds[1],
    });
    expect(lead.fields.identities.map(({ kind }: Json) => kind).sort(), name).toEqual(['email', 'phone', 'phone']);
    const warnings = [...new Set(lead.warnings.map(({ code }: Json) => code))];
    expect(warnings, name).toEqual(name === 'url' ? ['sample_value'] : []);
  }
  expect(leads.xml.fields.processFields).toEqual({ urgency: expect.any(String) });
});

test('the form has labels, the right types and nothing filled in, and works', async () => {
  const owner = await withFields({ language: 'he' });
  const { html } = await samplesOf(owner);
  expect(html).toContain(`action="${owner.intakeUrl}"`);
  expect(html).toContain('dir="rtl"');
  expect(html).toMatch(/<label>שם פרטי<br><input type="text" name="FirstName" autocomplete="given-name"><\/label>/);
  expect(html).toMatch(/<input type="email" name="Email" autocomplete="email" required>/);
  expect(html).toContain('Budget &lt;&quot;');
  expect(html).toContain("<option>L'Oréal &amp; &quot;Sons&quot;</option>");
  expect(html).toContain('name="RedirectTo" value="https://www.example.com/"');
  expect(html).not.toContain('name="City"');
  const lead = await submit(owner, html, { FirstName: 'טל', Email: 'tal@example.com', size: 'Small' });
  expect(lead).toMatchObject({
    status: 'created',
    contact: { firstName: 'טל', custom: { size: 'Small' } },
    warnings: [],
  });
});

test('samples of a bare channel are whole too', async () => {
  const owner = await newOwner();
  const samples = await samplesOf(owner);
  expect(Object.values(samples).every((sample) => sample.includes('FirstName') || sample.includes('firstname'))).toBe(
    true,
  );
  expect(samples.html).toMatch(/name="Phone" autocomplete="tel" required/);
  expect(samples.url).toContain('FirstName=[Noa]');
  expect((await sent(owner, samples.url)).status).toBe('created');
});

test('what a partner leaves of the sample makes no two people one', async () => {
  const owner = await newOwner();
  const { url } = await samplesOf(owner);
  const replaced = (name: string, phone: string) =>
    url.replace(/FirstName=\[[^\]]*\]/, `FirstName=${name}`).replace(/&Phone=\[[^\]]*\]/, `&Phone=${phone}`);
  const tal = await sent(owner, replaced('Tal', '04-8555201'));
  const gil = await sent(owner, replaced('Gil', '04-8555202'));
  expect(gil.contact.id).not.toBe(tal.contact.id);
  expect(gil.contact).toMatchObject({ firstName: 'Gil', lastName: null, mobile: null, email: null });
});

test('the address stays within the limit of characters', async () => {
  const owner = await newOwner();
  for (let n = 0; n < 40; n++) {
    await call(owner, 'POST', '/fields', { key: `field${n}`, type: 'oneOf', options: ['x'.repeat(60)] });
  }
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { required: ['custom:field39'] });
  const lead = await sent(owner, (await samplesOf(owner)).url);
  expect(lead).toMatchObject({ status: 'created', fields: { custom: { field39: expect.any(String) } } });
});

test('a channel without forms shows curl with JSON', async () => {
  const owner = await newOwner();
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { waysIn: ['json'] });
  const { curl } = await samplesOf(owner);
  expect((await sendCurl(owner, curl)).status).toBe('created');
});
