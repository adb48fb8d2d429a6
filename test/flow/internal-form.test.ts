import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { app } from '../../src/app.ts';
import { newChannelId } from '../../src/ids/channel-key.ts';
import { linkKey } from '../../src/ids/link-key.ts';
import { downD1 } from '../support/faults/down-d1.ts';
import { withNothingDurable } from '../support/faults/fallback-store.ts';
import { withoutWriter } from '../support/faults/other-writer.ts';
import { eventually } from '../support/worker/observe.ts';
import { call, newOwner, type Owner, tablesOf } from '../support/worker/owner.ts';
import { fieldsOf, fill, forgedKeyOf, HOSTILE, open, send } from '../support/worker/pages.ts';

async function newForm(wish: Record<string, unknown> = {}, business: Record<string, unknown> = {}) {
  const owner = await newOwner(business);
  const { status, body } = await call(owner, 'POST', '/forms', {
    name: 'Call centre',
    channelId: owner.channelId,
    ...wish,
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return { owner, id: body.id as string, url: body.url as string };
}

/** What an operator typed, sent from a page that was just opened. */
const enter = async (url: string, typed: Record<string, string>) => fill(url, await open(url), typed);

const written = async (owner: Owner, leads: number) =>
  eventually(async () => {
    const tables = await tablesOf(owner);
    return tables.leads.length >= leads && tables;
  });

describe('an operator', () => {
  test('enters a caller, and is told at once that a new card and a task were opened', async () => {
    const { owner, url } = await newForm();
    const answer = await enter(url, {
      FirstName: 'Dana',
      LastName: 'Levi',
      MobilePhone: '052-1234567',
      Remarks: 'Call after six',
      OperatorName: 'Rina',
    });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('a new card was opened');
    expect(answer.text).toContain('New inquiry · New');
    // Already written: the writer was called, not the queue.
    const { contacts, tasks, leads } = await tablesOf(owner);
    expect(contacts).toMatchObject([
      { firstName: 'Dana', mobile: '052-1234567', createdBy: 'Website (Internal form)' },
    ]);
    expect(tasks).toMatchObject([{ stageId: owner.stageIds[0], notes: 'Call after six' }]);
    expect(leads).toMatchObject([
      {
        wayIn: 'internal-form',
        channelId: owner.channelId,
        status: 'created',
        fields: { operator: 'Rina', unknown: {} },
      },
    ]);
  });

  test('chooses the process and its stage; the first is chosen already', async () => {
    const { owner, url } = await newForm();
    const { body: repair } = await call(owner, 'POST', '/processes', { name: 'Repair', stages: ['Book', 'Visit'] });
    const page = await open(url);
    expect(page.text.match(/<optgroup label="[^"]*"/g)).toEqual([
      '<optgroup label="New inquiry"',
      '<optgroup label="Repair"',
    ]);
    expect(fieldsOf(page).ProcessDefinitionStepID).toBe(owner.stageIds[0]);
    const stageId = repair.stages[1].id;
    const answer = await fill(url, page, { Phone: '03-7654321', ProcessDefinitionStepID: stageId });
    expect(answer.text).toContain('Repair · Visit');
    expect((await tablesOf(owner)).tasks).toMatchObject([{ processId: repair.id, stageId }]);
  });

  test('is offered one process alone when the form names it, and its first stage also when none is sent', async () => {
    const { owner, id, url } = await newForm();
    const { body: repair } = await call(owner, 'POST', '/processes', { name: 'Repair', stages: ['Book', 'Visit'] });
    await call(owner, 'PATCH', `/forms/${id}`, { processId: repair.id });
    const page = await open(url);
    expect(page.text).not.toContain('New inquiry');
    await send(url, { Phone: '03-7654321' });
    expect((await tablesOf(owner)).tasks).toMatchObject([{ stageId: repair.stages[0].id }]);
  });

  test('may leave the phone empty, so that nobody has to invent one', async () => {
    const { owner, url } = await newForm();
    expect((await enter(url, { FirstName: 'Dana', Remarks: 'Would not say' })).status).toBe(200);
    expect((await tablesOf(owner)).contacts).toMatchObject([{ firstName: 'Dana', phone: null }]);
    expect((await enter(url, { OperatorName: 'Rina' })).status).toBe(422);
    expect((await tablesOf(owner)).leads).toHaveLength(1);
  });

  test('gets an empty form for the next caller, under the same name and stage', async () => {
    const { owner, url } = await newForm();
    const done = await enter(url, {
      Phone: '03-7654321',
      OperatorName: 'Rina',
      ProcessDefinitionStepID: owner.stageIds[1] ?? '',
    });
    const next = await send(url, { ...fieldsOf(done), KeletStep: 'another' });
    expect(fieldsOf(next)).toMatchObject({
      OperatorName: 'Rina',
      Phone: '',
      ProcessDefinitionStepID: owner.stageIds[1],
    });
    expect((await tablesOf(owner)).leads).toHaveLength(1);
  });

  test('is told which field the channel requires, keeps what was typed, and the lead is kept as rejected', async () => {
    const { owner, url } = await newForm();
    await call(owner, 'PATCH', `/channels/${owner.channelId}`, { required: ['city'] });
    const answer = await enter(url, { FirstName: 'Dana' });
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(/id="f-city" name="City" required="" aria-invalid="true"/);
    expect(fieldsOf(answer).FirstName).toBe('Dana');
    expect((await tablesOf(owner)).leads).toMatchObject([{ status: 'rejected', wayIn: 'internal-form' }]);
  });
});

describe('a caller who is known', () => {
  test('is told to be, masked, before and after the inquiry is sent, and the existing card is used', async () => {
    const { owner, url } = await newForm({}, { language: 'he' });
    await enter(url, { FirstName: 'דנה', LastName: 'לוי', MobilePhone: '052-1234567', Email: 'dana@example.com' });
    const asked = await enter(url, { Phone: '+972 52 123 4567', KeletStep: 'check' });
    expect(asked.status).toBe(200);
    expect(asked.text).toContain('<bdi>ד׳ ל׳</bdi>, <span class="ltr">052-•••-••67</span>');
    expect(asked.text).not.toMatch(/דנה|לוי|dana@example/);
    expect((await tablesOf(owner)).leads).toHaveLength(1);

    const told = await fill(url, asked, { KeletStep: '' });
    expect(told.text).toContain('נוספה לכרטיס של לקוח מוכר');
    expect(told.text).toContain('052-•••-••67');
    expect(told.text).not.toMatch(/דנה|לוי|dana@example/);
    const { contacts, leads } = await tablesOf(owner);
    expect(contacts).toMatchObject([{ number: 1, phone: '+972 52 123 4567', websiteLastToken: 'Hot Lead' }]);
    expect(leads.map(({ status }) => status).sort()).toEqual(['created', 'updated']);
  });

  test('is found by e-mail or any phone, and by an ID never', async () => {
    const { owner, url } = await newForm();
    await enter(url, {
      FirstName: 'Dana',
      MobilePhone: '052-1234567',
      Email: 'dana@example.com',
      IdNumber: '203745823',
    });
    const check = async (typed: Record<string, string>) => (await enter(url, { ...typed, KeletStep: 'check' })).text;
    expect(await check({ OtherPhone: '0521234567' })).toContain('052-•••-••67');
    expect(await check({ Email: 'Dana@Example.com' })).toContain('d•••@e•••.com');
    expect(await check({ IdNumber: '203745823' })).toContain('Type a phone number or an e-mail address first');
    expect(await check({ Phone: '03-7654321' })).toContain('Not known yet');
    await enter(url, { FirstName: 'Dana', IdNumber: '203745823' });
    expect((await tablesOf(owner)).contacts).toHaveLength(2);
  });

  test('is nobody else at the same machine: no cookie is set, and none is looked at', async () => {
    const { owner, url } = await newForm();
    const browser = { cookie: 'session=1; lead=x', 'user-agent': 'One Machine/1.0' };
    for (const Phone of ['03-7654321', '03-7654322']) {
      const page = await open(url, browser);
      expect(page.headers.get('set-cookie')).toBeNull();
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      const answer = await send(url, { ...fieldsOf(page), Phone }, browser);
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    const { contacts, leads } = await tablesOf(owner);
    expect(contacts).toHaveLength(2);
    expect(JSON.stringify(leads)).not.toMatch(/One Machine|session=1/);
  });

  test('is never filled in by the browser: every field says so', async () => {
    const { url } = await newForm();
    const { text } = await open(url);
    const typed = [...text.matchAll(/<input id="[^>]*>/g)].map(([input]) => input).filter((it) => !/checkbox/.test(it));
    expect(typed.length).toBeGreaterThan(10);
    expect(typed.filter((input) => !/autocomplete="off"/.test(input))).toEqual([]);
  });
});

describe('filler', () => {
  test('is asked about before anything is kept, and taken when it is meant', async () => {
    const { owner, url } = await newForm();
    expect((await open(url)).text).toContain('No filler, please');
    const asked = await enter(url, { FirstName: 'test', MobilePhone: '0500000000', Email: 'dana@example.com' });
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('This looks like filler');
    expect(asked.text).toMatch(/Mobile phone: <bdi>0500000000<\/bdi>/);
    expect(asked.text).toMatch(/First name: <bdi>test<\/bdi>/);
    expect((await tablesOf(owner)).leads).toEqual([]);

    const sent = await fill(url, asked, { KeletStep: 'anyway' });
    expect(sent.text).toContain('a new card was opened');
    const { leads, identities } = await tablesOf(owner);
    expect(leads[0]?.warnings).toMatchObject([{ code: 'junk_identity' }]);
    expect(identities.map(({ kind }) => kind)).toEqual(['email']);
  });

  test('is also what the business put on its own list', async () => {
    const { owner, url } = await newForm();
    await call(owner, 'PATCH', `/databases/${owner.databaseId}`, { junk: ['03-9999990'] });
    expect((await enter(url, { Phone: '039999990' })).text).toContain('This looks like filler');
  });
});

describe('the same inquiry', () => {
  test('sent twice by a double click, or by a reload however late, is one', async () => {
    const { owner, url } = await newForm();
    await call(owner, 'PATCH', `/channels/${owner.channelId}`, { doubleSubmitSeconds: 0 });
    const fields = { ...fieldsOf(await open(url)), FirstName: 'Dana', Phone: '03-7654321' };
    const [first, second] = await Promise.all([send(url, fields), send(url, fields)]);
    const third = await send(url, fields);
    expect(second.text).toBe(first.text);
    expect(third.text).toBe(first.text);
    const { leads, tasks } = await tablesOf(owner);
    expect(leads).toHaveLength(1);
    expect(tasks).toHaveLength(1);
  });

  test('entered twice within the channel’s window is one, and the operator is told', async () => {
    const { owner, url } = await newForm();
    await enter(url, { FirstName: 'Dana', Phone: '03-7654321' });
    expect((await enter(url, { FirstName: 'Dana', Phone: '03-7654321' })).text).toContain('was taken already');
    expect((await tablesOf(owner)).tasks).toHaveLength(1);
  });

  test('corrected after going back is another', async () => {
    const { owner, url } = await newForm();
    const fields = { ...fieldsOf(await open(url)), Phone: '03-7654321' };
    await send(url, fields);
    await send(url, { ...fields, FirstName: 'Dana' });
    expect((await tablesOf(owner)).leads).toHaveLength(2);
  });
});

describe('whether somebody is known', () => {
  const sendLimited = async (url: string, fields: Record<string, string>, limit: () => Promise<unknown>) => {
    const request = new Request(url, { method: 'POST', body: new URLSearchParams(fields) });
    const limited = { ...env, FORM_LOOK_UPS: { limit } } as unknown as Env;
    return (await app.fetch(request, limited, createExecutionContext())).text();
  };
  const never = async () => ({ success: false });

  test('is told no more to a link that asks too often; the lead is taken all the same', async () => {
    const { owner, url } = await newForm();
    await enter(url, { FirstName: 'Dana', MobilePhone: '052-1234567' });
    const asked = await sendLimited(url, { MobilePhone: '052-1234567', KeletStep: 'check' }, never);
    expect(asked).toContain('This cannot be told just now');
    const known = await sendLimited(url, { MobilePhone: '052-1234567', Remarks: 'Again' }, never);
    const unknown = await sendLimited(url, { MobilePhone: '052-7654321', Remarks: 'Again' }, never);
    const plain = (text: string) => text.replaceAll(/[0-9a-z]{38}/g, 'ID');
    expect(plain(known)).toBe(plain(unknown));
    expect(known).toContain('The inquiry is safe');
    expect(known).not.toMatch(/•/);
    const { contacts, leads } = await tablesOf(owner);
    expect([contacts.length, leads.length]).toEqual([2, 3]);
  });

  test('is counted by link, and only when it would be told', async () => {
    const { owner, id, url } = await newForm();
    const counted: string[] = [];
    const limit = async (key?: { key: string }) => ({ success: counted.push(key?.key ?? '') > 0 });
    await sendLimited(url, { FirstName: 'Dana', KeletStep: 'check' }, limit);
    await sendLimited(url, { MobilePhone: '0500000000' }, limit);
    await sendLimited(url, { KeletStep: 'another' }, limit);
    expect(counted).toEqual([]);
    await sendLimited(url, { Phone: '03-7654321', KeletStep: 'check' }, limit);
    await sendLimited(url, { Phone: '03-7654321' }, limit);
    expect(counted).toEqual([id, id]);
    expect((await tablesOf(owner)).contacts).toHaveLength(1);
  });

  test('is not told when the limit cannot be read', async () => {
    const { owner, url } = await newForm();
    const broken = () => Promise.reject(new Error('away'));
    expect(await sendLimited(url, { Phone: '03-7654321' }, broken)).toContain('The inquiry is safe');
    expect((await tablesOf(owner)).contacts).toHaveLength(1);
  });

  test('is limited by the binding of this deployment', async () => {
    const { id, url } = await newForm();
    for (let isOver = false; !isOver; ) {
      const asked = await Promise.all(Array.from({ length: 20 }, () => env.FORM_LOOK_UPS.limit({ key: id })));
      isOver = asked.some(({ success }) => !success);
    }
    expect((await enter(url, { Phone: '03-7654321', KeletStep: 'check' })).text).toContain('cannot be told just now');
  });
});

describe('when the writer is away', () => {
  const sendWithout = async (url: string, fields: Record<string, string>, missing: Partial<Env> = {}) => {
    const request = new Request(url, { method: 'POST', body: new URLSearchParams(fields) });
    const response = await app.fetch(request, { ...withoutWriter(), ...missing }, createExecutionContext());
    return { status: response.status, text: await response.text() };
  };

  test('the inquiry goes by the queue, and the page says that it was taken', async () => {
    const { owner, url } = await newForm();
    const answer = await sendWithout(url, { FirstName: 'Dana', Phone: '03-7654321' });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('The inquiry is safe');
    expect((await written(owner, 1)).contacts).toMatchObject([{ firstName: 'Dana' }]);
  });

  test('what is known cannot be told, and the page says so', async () => {
    const { url } = await newForm();
    const answer = await sendWithout(url, { Phone: '03-7654321', KeletStep: 'check' });
    expect(answer.text).toContain('cannot be told just now');
  });

  test('and the queue too, the page says that nothing was sent', async () => {
    const { owner, url } = await newForm();
    const { LEADS, FALLBACK_STORE } = withNothingDurable();
    const answer = await sendWithout(url, { Phone: '03-7654321' }, { LEADS, FALLBACK_STORE });
    expect(answer.status).toBe(503);
    expect((await tablesOf(owner)).leads).toEqual([]);
  });

  test('and D1 too, the form is as it was last published', async () => {
    const { owner, url } = await newForm();
    const answer = await sendWithout(url, { Phone: '03-7654321' }, { CONTROL: downD1() });
    expect(answer.status).toBe(200);
    expect((await written(owner, 1)).leads).toMatchObject([{ wayIn: 'internal-form', status: 'created' }]);
  });
});

describe('the link', () => {
  test('works no more once it is revoked, at once and for good', async () => {
    const { owner, id, url } = await newForm();
    expect((await open(url)).status).toBe(200);
    expect((await call(owner, 'DELETE', `/forms/${id}`)).status).toBe(204);
    expect((await open(url)).status).toBe(410);
    expect((await send(url, { Phone: '03-7654321' })).status).toBe(410);
    expect((await call(owner, 'PATCH', `/forms/${id}`, { name: 'Again' })).status).toBe(409);
    expect((await call(owner, 'GET', `/forms/${id}`)).body.revokedAt).toMatch(/Z$/);
    expect((await tablesOf(owner)).leads).toEqual([]);
  });

  test('expires, and can be renewed', async () => {
    const soon = new Date(Date.now() + 300).toISOString();
    const { owner, id, url } = await newForm({ expiresAt: soon });
    await scheduler.wait(350);
    const closed = await open(url);
    expect(closed.status).toBe(410);
    expect(closed.text).toContain('no longer works');
    expect((await send(url, { Phone: '03-7654321' })).status).toBe(410);
    const later = new Date(Date.now() + 86_400_000).toISOString();
    expect((await call(owner, 'PATCH', `/forms/${id}`, { expiresAt: later })).status).toBe(200);
    expect((await open(url)).status).toBe(200);
  });

  test('is closed with its channel', async () => {
    const { owner, url } = await newForm();
    await call(owner, 'DELETE', `/channels/${owner.channelId}`);
    expect((await open(url)).status).toBe(410);
  });

  test('nobody issued is 404 without a look-up, and so is one for another purpose', async () => {
    const { owner, id, url } = await newForm();
    const portalKey = await linkKey(env.KELET_SECRET, 'portal', id);
    for (const key of ['made-up', forgedKeyOf(url), portalKey, owner.channelKey]) {
      expect((await open(`https://kelet.test/form/${key}`)).status).toBe(404);
    }
    const nowhere = await linkKey(env.KELET_SECRET, 'form', newChannelId(owner.databaseId));
    expect((await open(`https://kelet.test/form/${nowhere}`)).status).toBe(410);
  });

  test('takes no other method, and HEAD creates nothing', async () => {
    const { owner, url } = await newForm();
    const request = new Request(url, { method: 'PUT', body: 'Phone=1' });
    expect((await app.fetch(request, env, createExecutionContext())).status).toBe(405);
    const head = new Request(`${url}?Phone=03-7654321`, { method: 'HEAD' });
    expect((await app.fetch(head, env, createExecutionContext())).status).toBe(200);
    expect((await open(`${url}?Phone=03-7654321`)).status).toBe(200);
    expect((await tablesOf(owner)).leads).toEqual([]);
  });
});

describe('what is typed', () => {
  test('is text and nothing else, wherever it is shown', async () => {
    const { owner, url } = await newForm({ name: HOSTILE.slice(0, 60) });
    await call(owner, 'PATCH', `/channels/${owner.channelId}`, { required: ['idNumber'] });
    const names = Object.keys(fieldsOf(await open(url))).filter((name) => !name.startsWith('Kelet'));
    const typed = Object.fromEntries(names.map((name) => [name, HOSTILE]));
    const presses: Record<string, string>[] = [
      {},
      { KeletStep: 'check' },
      { KeletStep: 'another' },
      { KeletStep: 'anyway' },
      { KeletStep: 'anyway', IdNumber: '203745823' },
    ];
    for (const extra of presses) {
      const answer = await enter(url, { ...typed, Remarks: HOSTILE, ...extra });
      expect(answer.text).not.toMatch(/<script|<img/);
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
  });

  test('that is no form, is too large or cannot be read gets a page and is kept as rejected', async () => {
    const { owner, url } = await newForm();
    expect((await send(url, { Phone: '03-7654321', Remarks: 'x'.repeat(70_000) })).status).toBe(413);
    const { leads } = await written(owner, 1);
    expect(leads).toMatchObject([{ wayIn: 'internal-form', status: 'rejected', rejection: { code: 'too_large' } }]);
  });

  test('means what it says: square brackets stay', async () => {
    const { owner, url } = await newForm();
    await enter(url, { FirstName: '[Dana]', Phone: '03-7654321' });
    expect((await tablesOf(owner)).contacts).toMatchObject([{ firstName: '[Dana]' }]);
  });
});

test('a lead of the form that is repaired and replayed is still compared as the form’s', async () => {
  const { owner, url } = await newForm();
  await enter(url, { FirstName: 'Noa', Phone: '03-7654321', IdNumber: '203745823' });
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { required: ['city'] });
  await enter(url, { FirstName: 'Dana', IdNumber: '203745823', OperatorName: 'Rina' });
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { required: [] });
  const rejected = (await tablesOf(owner)).leads.find(({ status }) => status === 'rejected');
  await call(owner, 'POST', `/leads/${rejected?.id}/replay`, {});
  const replayed = await eventually(async () =>
    (await tablesOf(owner)).leads.find(({ id, attempt }) => id === rejected?.id && attempt === 2),
  );
  expect(replayed).toMatchObject({ wayIn: 'internal-form', status: 'created', fields: { operator: 'Rina' } });
});

test('what the form did not show is not read: it completes a card and replaces nothing', async () => {
  const { owner, url } = await newForm();
  await enter(url, { FirstName: 'Dana', MobilePhone: '052-1234567' });
  await send(url, {
    FirstName: 'Noam',
    City: 'Haifa',
    Phone: '0521234567',
    UpdateExistingDetails: '1',
    RedirectTo: 'https://example.com/',
    Aff_Num: '77',
  });
  const { contacts, leads } = await tablesOf(owner);
  expect(contacts).toMatchObject([{ firstName: 'Dana', city: 'Haifa', marketerAccountNumber: null }]);
  expect(leads.find(({ status }) => status === 'updated')?.warnings).toMatchObject([{ code: 'not_on_the_page' }]);
});

test('a link for one process opens no task in another, whatever stage is asked for', async () => {
  const { owner, id, url } = await newForm();
  const { body: repair } = await call(owner, 'POST', '/processes', { name: 'Repair', stages: ['Book', 'Visit'] });
  await call(owner, 'PATCH', `/forms/${id}`, { processId: repair.id });
  await send(url, { Phone: '03-7654321', ProcessDefinitionStepID: owner.stageIds[1] ?? '' });
  expect((await tablesOf(owner)).tasks).toMatchObject([{ processId: repair.id, stageId: repair.stages[0].id }]);
});
