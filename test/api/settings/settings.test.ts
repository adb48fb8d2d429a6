import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { call, get, type Json, newOwner, ORIGIN, sendLead, tablesOf } from '../../support/worker/owner.ts';

const names = (answer: { body: Json }): string[] => answer.body.items.map(({ name }: Json) => name);

test('exactly one status plays each role, whoever is asked to', async () => {
  const owner = await newOwner();
  const list = async (): Promise<Json[]> => (await get(owner, '/statuses')).body.items;
  const [fresh, inProgress, customer, declined] = await list();
  const moved = await call(owner, 'PATCH', `/statuses/${inProgress.id}`, { role: 'new' });
  expect(moved).toMatchObject({ status: 200, body: { role: 'new', name: 'In progress' } });
  expect((await list()).map(({ role }) => role)).toEqual([null, 'new', null, 'notInterested']);

  for (const [id, role] of [
    [inProgress.id, null],
    [inProgress.id, 'notInterested'],
    [declined.id, 'new'],
  ]) {
    expect(await call(owner, 'PATCH', `/statuses/${id}`, { role })).toMatchObject({
      status: 409,
      body: { code: 'status_has_role', field: 'role' },
    });
  }
  expect((await call(owner, 'DELETE', `/statuses/${declined.id}`)).body.code).toBe('status_has_role');
  const all = [fresh.id, customer.id].flatMap((id) => ['new', 'notInterested'].map((role) => [id, role]));
  await Promise.all(all.map(([id, role]) => call(owner, 'PATCH', `/statuses/${id}`, { role })));
  const roles = (await list()).map(({ role }) => role).filter(Boolean);
  expect(roles.sort()).toEqual(['new', 'notInterested']);
});

test('the writer follows a role that moved, at once', async () => {
  const owner = await newOwner();
  await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const added = await call(owner, 'POST', '/statuses', { name: 'Just in', role: 'new', position: 0 });
  expect(added).toMatchObject({ status: 201, body: { name: 'Just in', role: 'new', position: 0 } });
  expect(names(await get(owner, '/statuses'))).toEqual(['Just in', 'New', 'In progress', 'Customer', 'Not interested']);
  const lead = await sendLead(owner, { FirstName: 'Tal', Phone: '052-7654321' });
  expect(lead.contact.status).toBe('Just in');
});

test('a status is renamed, moved and deleted unless contacts have it', async () => {
  const owner = await newOwner();
  const lead = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const [fresh, , customer]: Json[] = (await get(owner, '/statuses')).body.items;
  await call(owner, 'PATCH', `/statuses/${customer.id}`, { role: 'new' });
  expect((await call(owner, 'DELETE', `/statuses/${fresh.id}`)).body.code).toBe('in_use');
  await call(owner, 'PATCH', `/statuses/${fresh.id}`, { name: 'Came in', position: 99 });
  expect(names(await get(owner, '/statuses')).at(-1)).toBe('Came in');
  expect((await get(owner, `/contacts/${lead.contactId}`)).body.status).toBe('Came in');
  const spare = (await call(owner, 'POST', '/statuses', { name: 'Spare' })).body;
  expect((await call(owner, 'POST', '/statuses', { name: 'Spare' })).body.code).toBe('name_taken');
  expect((await call(owner, 'DELETE', `/statuses/${spare.id}`)).status).toBe(204);
  expect((await call(owner, 'DELETE', `/statuses/${spare.id}`)).status).toBe(404);
});

test('a process with its stages is added, ordered, and stays while something stands on it', async () => {
  const owner = await newOwner();
  const added = await call(owner, 'POST', '/processes', { name: 'Repair', stages: ['In', 'Out'], position: 0 });
  expect(added).toMatchObject({ status: 201, body: { name: 'Repair', stages: [{ name: 'In' }, { name: 'Out' }] } });
  expect(names(await get(owner, '/processes'))).toEqual(['Repair', 'New inquiry']);
  const { id } = added.body;

  const stage = await call(owner, 'POST', '/stages', { processId: id, name: 'Wait', legacyId: 'L-1', position: 1 });
  expect(stage).toMatchObject({ status: 201, body: { processId: id, legacyId: 'L-1', position: 1 } });
  expect(names(await get(owner, `/stages?process=${id}`))).toEqual(['In', 'Wait', 'Out']);
  expect((await call(owner, 'POST', '/stages', { processId: id, name: 'X', legacyId: 'l1' })).body.code).toBe(
    'legacy_id_taken',
  );
  expect((await call(owner, 'POST', '/stages', { processId: 'none', name: 'X' })).status).toBe(422);

  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { stageId: stage.body.id, processId: id });
  expect((await call(owner, 'DELETE', `/stages/${stage.body.id}`)).body.code).toBe('in_use');
  expect((await call(owner, 'DELETE', `/processes/${id}`)).body.code).toBe('in_use');
  const lead = await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { processId: null });
  expect((await call(owner, 'DELETE', `/stages/${stage.body.id}`)).body.code).toBe('has_open_tasks');
  expect((await call(owner, 'DELETE', `/processes/${id}`)).body.code).toBe('has_open_tasks');
  await call(owner, 'PATCH', `/tasks/${lead.outcome.task}`, { done: true });
  expect((await call(owner, 'DELETE', `/stages/${stage.body.id}`)).status).toBe(204);
  expect((await call(owner, 'DELETE', `/processes/${id}`)).status).toBe(204);
  expect((await call(owner, 'DELETE', `/processes/${owner.processId}`)).body.code).toBe('last_process');
});

test('a lead reaches the stage its sender names by its old id', async () => {
  const owner = await newOwner();
  await call(owner, 'PATCH', `/stages/${owner.stageIds[2]}`, { legacyId: 'STEP_7' });
  const lead = await sendLead(owner, { FirstName: 'A', Phone: '052-1234567', ProcessDefinitionStepID: 'step-7' });
  const { body } = await get(owner, `/contacts/${lead.contactId}/tasks`);
  expect(body.items[0]).toMatchObject({ stageId: owner.stageIds[2], stage: 'Meeting set' });
});

test('custom fields of contacts and processes are filled by leads under their key, label or old id', async () => {
  const owner = await newOwner();
  const budget = await call(owner, 'POST', '/fields', { key: 'budget', label: 'תקציב', type: 'number' });
  expect(budget).toMatchObject({ status: 201, body: { id: 'custom:budget', scope: 'contact', position: 0 } });
  await call(owner, 'POST', '/fields', { key: 'size', type: 'oneOf', options: ['S', 'L'], legacyId: 'PP_1' });
  await call(owner, 'POST', '/fields', { scope: 'process', key: 'urgency', label: 'Urgency' });
  const lead = await sendLead(owner, { Phone: '052-1234567', תקציב: '1,200', pp1: 's', urgency: 'high' });
  expect(lead.contact.custom).toEqual({ budget: 1200, size: 'S' });
  expect((await get(owner, '/tasks')).body.items[0].fields).toEqual({ urgency: 'high' });

  expect((await call(owner, 'POST', '/fields', { key: 'Budget' })).body.code).toBe('key_taken');
  expect((await call(owner, 'POST', '/fields', { key: 'MobilePhone' })).body).toMatchObject({
    code: 'key_taken',
    detail: expect.stringContaining('MobilePhone'),
  });
  expect((await call(owner, 'POST', '/fields', { key: '__proto__' })).status).toBe(422);
  expect((await call(owner, 'POST', '/fields', { label: 'No key' })).body.key).toMatch(/^f_/);
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { required: ['custom:size'] });
  expect((await call(owner, 'DELETE', '/fields/custom:size')).body.code).toBe('in_use');
  expect((await call(owner, 'DELETE', '/fields/custom:budget')).status).toBe(204);
  expect((await call(owner, 'PATCH', '/fields/custom%3Asize', { position: 0, label: 'Size' })).body).toMatchObject({
    label: 'Size',
    position: 0,
  });
});

test('a channel is opened, changed and closed, and the edge follows at once', async () => {
  const owner = await newOwner();
  const made = await call(owner, 'POST', '/channels', {
    name: 'Partner',
    language: 'he',
    waysIn: ['url'],
    redirectHosts: [' Example.COM ', '*.example.org', 'מבחן.example'],
    legacyId: `SYS-${owner.databaseId}`,
    constants: { City: 'Haifa' },
  });
  expect(made.status).toBe(201);
  const channel = made.body;
  expect(channel).toMatchObject({
    id: expect.stringMatching(new RegExp(`^${owner.databaseId}[0-9a-z]{10}$`)),
    intakeUrl: `${ORIGIN}/in/${channel.key}`,
    redirectHosts: ['example.com', '*.example.org', expect.stringMatching(/^xn--.*\.example$/)],
    legacyId: `sys-${owner.databaseId}`,
    processId: null,
    identityKinds: ['idNumber', 'phone', 'email'],
    maxCharacters: 1024,
  });
  expect((await get(owner, `/channels/${channel.id}`)).body).toEqual(channel);
  expect(names(await get(owner, '/channels'))).toEqual(['Website', 'Partner']);

  const post = () =>
    exports.default.fetch(channel.intakeUrl, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({ Phone: '0521234567' }),
    });
  expect((await post()).status).toBe(403);
  const patched = await call(owner, 'PATCH', `/channels/${channel.id}`, { waysIn: ['html-form'], name: 'Form' });
  expect(patched.body).toEqual({ ...channel, waysIn: ['html-form'], name: 'Form' });
  expect((await post()).status).toBe(200);
  expect((await call(owner, 'DELETE', `/channels/${channel.id}`)).status).toBe(204);
  expect((await post()).status).toBe(404);
  expect((await get(owner, `/channels/${channel.id}`)).status).toBe(404);
});

test('a legacy id leads to one channel of a database only, and leaves with it', async () => {
  const owner = await newOwner();
  const { body: otherChannel } = await call(owner, 'POST', '/channels', { name: 'Other' });
  const other = { apiKey: owner.apiKey, channelId: otherChannel.id };
  const legacyId = `old-${owner.databaseId}`;
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { legacyId });
  for (const [method, path] of [
    ['PATCH', `/channels/${other.channelId}`],
    ['POST', '/channels'],
  ] as const) {
    expect((await call(other, method, path, { name: 'X', legacyId: legacyId.toUpperCase() })).body).toMatchObject({
      code: 'legacy_id_taken',
      field: 'legacyId',
    });
  }
  expect(await env.CHANNELS.get(`legacy:${legacyId}`)).toBe(owner.channelId);
  await call(owner, 'PATCH', `/channels/${owner.channelId}`, { legacyId: null });
  expect(await env.CHANNELS.get(`legacy:${legacyId}`)).toBe(null);
  expect((await call(other, 'PATCH', `/channels/${other.channelId}`, { legacyId })).status).toBe(200);
});

test.each([
  [{ processId: 'none' }, 'no_such_process', 'processId'],
  [{ stageId: 'none' }, 'no_such_stage', 'stageId'],
  [{ mapping: { a: 'nothing' } }, 'no_such_field', 'mapping'],
  [{ required: ['custom:none'] }, 'no_such_field', 'required'],
  [{ defaults: { 'process:none': 'x' } }, 'no_such_field', 'defaults'],
  [{ redirectHosts: ['a b'] }, 'not_a_host', 'redirectHosts'],
  [{ redirectHosts: ['user@evil.com'] }, 'not_a_host', 'redirectHosts'],
  [{ redirectHosts: ['*'] }, 'not_a_host', 'redirectHosts'],
  [{ redirectHosts: ['https://example.com'] }, 'not_a_host', 'redirectHosts'],
  [{ redirectHosts: ['example.com/thanks'] }, 'not_a_host', 'redirectHosts'],
  [{ redirectHosts: ['example..com'] }, 'not_a_host', 'redirectHosts'],
  [{ redirectHosts: ['*.com'] }, 'not_a_host', 'redirectHosts'],
  [{ mapping: { '': 'phone' } }, 'invalid', 'mapping'],
  [{ mapping: { ' - ': 'phone' } }, 'invalid', 'mapping'],
  [JSON.parse('{"mapping":{"__proto__":"phone"}}'), 'invalid', 'mapping'],
  [JSON.parse('{"constants":{"__proto__":"x"}}'), 'invalid', 'constants'],
  [{ redirectHosts: ['com'] }, 'not_a_host', 'redirectHosts'],
  [{ waysIn: ['fax'] }, 'invalid', 'waysIn.0'],
  [{ maxCharacters: 0 }, 'invalid', 'maxCharacters'],
  [{ colour: 'red' }, 'invalid', 'colour'],
  [{ name: ' ' }, 'invalid', 'name'],
])('a channel cannot be changed to %j', async (change, code, field) => {
  const owner = await newOwner();
  const before = (await get(owner, `/channels/${owner.channelId}`)).body;
  expect(await call(owner, 'PATCH', `/channels/${owner.channelId}`, change)).toMatchObject({
    status: 422,
    body: { code, field },
  });
  expect((await get(owner, `/channels/${owner.channelId}`)).body).toEqual(before);
});

test('the rules of a database reach its channels and its writer at once', async () => {
  const owner = await newOwner();
  await sendLead(owner, { FirstName: 'Dana', Phone: '052-1234567' });
  const changed = await call(owner, 'PATCH', `/databases/${owner.databaseId}`, {
    name: 'Haifa',
    country: 'us',
    allowDuplicates: true,
    junk: ['052-7777777', '052-7777777'],
  });
  expect(changed.body).toMatchObject({ name: 'Haifa', country: 'US', allowDuplicates: true, junk: ['052-7777777'] });
  const lead = await sendLead(owner, { FirstName: 'Dana', Phone: '+972521234567' });
  expect(lead).toMatchObject({ status: 'created', contact: { number: 2 } });
  expect((await sendLead(owner, { Phone: '(202) 555-0123' })).fields.identities).toEqual([
    { kind: 'phone', value: '+12025550123' },
  ]);
});

test('an admin opens further databases, on the emptiest shard, and issues keys for them', async () => {
  const owner = await newOwner({ country: 'GB' });
  const made = await call(owner, 'POST', '/databases', { name: 'Second' });
  expect(made).toMatchObject({ status: 201, body: { businessId: owner.businessId, country: 'GB', language: 'en' } });
  const named = await call(owner, 'POST', '/databases', { name: 'Third', shard: 'CONTACTS_2', language: 'he' });
  expect(named.body.shard).toBe('CONTACTS_2');
  expect((await call(owner, 'POST', '/databases', { name: 'X', shard: 'CONTROL' })).body.code).toBe('no_such_shard');
  expect(names(await get(owner, '/databases'))).toEqual(['Test', 'Second', 'Third']);

  const issued = await call(owner, 'POST', '/keys', {
    name: 'K',
    scopes: ['write', 'read'],
    databaseId: named.body.id,
  });
  const key = { apiKey: issued.body.key };
  expect(names(await get(key, '/databases'))).toEqual(['Third']);
  expect(names(await get(key, '/processes'))).toEqual(['טיפול בפנייה']);
  const channel = await call(key, 'POST', '/channels', { name: 'C' });
  const lead = await sendLead(
    { ...key, intakeUrl: channel.body.intakeUrl },
    { FirstName: 'Dana', Phone: '0521234567' },
  );
  expect(lead).toMatchObject({ status: 'created', contact: { id: `${named.body.id}-1`, status: 'חדש' } });
  expect((await get(owner, `/contacts/${lead.contactId}`)).status).toBe(404);
  const stranger = await newOwner();
  expect((await call(stranger, 'POST', '/keys', { name: 'K', databaseId: named.body.id })).status).toBe(404);
  expect((await call(stranger, 'PATCH', `/databases/${named.body.id}`, { name: 'mine' })).status).toBe(404);
});

test('what counts as filler is there to be read, and each of its examples identifies nobody', async () => {
  const owner = await newOwner();
  const [{ junkRules }]: Json[] = (await get(owner, '/databases')).body.items;
  expect(junkRules.map(({ kind }: Json) => kind)).toEqual(expect.arrayContaining(['phone', 'email', 'idNumber']));
  for (const { kind, rule, examples } of junkRules) {
    expect(rule).not.toBe('');
    for (const example of examples) {
      const { body } = await call(owner, 'POST', '/contacts', { firstName: 'Dana', [kind]: example });
      expect([example, body.firstName]).toEqual([example, 'Dana']);
    }
  }
  expect((await tablesOf(owner)).identities).toEqual([]);
});
