import { describe, expect, it, test } from 'vitest';
import { composeLead } from '../../src/lead/compose.ts';
import { aChannel, sent } from '../support/pure/channel.ts';

const channel = aChannel();
const lead = (values: Parameters<typeof sent>[0], settings = channel) =>
  composeLead(sent(values), settings, 'json').lead;

it('makes a lead of an ordinary form', () => {
  const form = {
    FirstName: ' Dana ',
    LastName: 'Levi',
    Phone: '052-1234567',
    Email: 'Dana@Example.com',
    Remarks: 'call me\r\ntomorrow',
    MailingList: '1',
    UpdateExistingDetails: '0',
    RedirectTo: 'https://example.com/thanks',
    Aff_Num: '007',
    utm_source: 'google',
  };
  expect(composeLead(sent(form), channel, 'html-form')).toEqual({
    ok: true,
    lead: {
      details: {
        firstName: 'Dana',
        lastName: 'Levi',
        phone: '052-1234567',
        email: 'Dana@Example.com',
        notes: 'call me\ntomorrow',
      },
      custom: {},
      processFields: {},
      contactTypes: [],
      mailingList: true,
      updateExistingDetails: false,
      redirectTo: 'https://example.com/thanks',
      marketer: '007',
      unknown: { utm_source: 'google' },
      identities: [
        { kind: 'phone', value: '+972521234567' },
        { kind: 'email', value: 'dana@example.com' },
      ],
      warnings: [],
    },
  });
});

describe('values', () => {
  it('keep a phone as it was typed', () => {
    expect(lead({ phone: '+972 (0)52-123.4567' }).details.phone).toBe('+972 (0)52-123.4567');
  });

  it('that come twice: the first one that says something wins, the other is kept beside', () => {
    const { details, unknown, warnings } = lead([
      { name: 'email', value: ' ' },
      { name: 'email', value: 'dana@example.com' },
      { name: 'mail', value: 'levi@example.com' },
      { name: 'mail', value: 'dana@example.com' },
    ]);
    expect(details.email).toBe('dana@example.com');
    expect(unknown).toEqual({ mail: 'levi@example.com' });
    expect(warnings).toMatchObject([{ code: 'repeated_field', field: 'mail' }]);
  });

  it('of different notes are put one below the other, equal ones once', () => {
    expect(lead({ Remarks: 'blue', message: 'large', comments: 'blue' }).details.notes).toBe('blue\nlarge');
    expect(
      lead([
        { name: 'StepNotes', value: 'a' },
        { name: 'StepNotes', value: 'b' },
      ]).stepNotes,
    ).toBe('a\nb');
  });

  it('however long are never cut', () => {
    const long = 'x'.repeat(20_000);
    expect(lead({ city: long, phone: '0521234567' }).details.city).toBe(long);
  });

  it('nobody understands stay under the name of their sender, all of them', () => {
    const { unknown } = lead([
      { name: 'Favourite colour', value: 'blue' },
      { name: 'Favourite colour', value: 'red' },
      { name: '', value: 'x' },
      { name: 'empty', value: ' ' },
    ]);
    expect(unknown).toEqual({ 'Favourite colour': 'blue, red', '(no name)': 'x' });
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'])('called %s do no harm', (name) => {
    const settings = aChannel({
      mapping: { [name]: 'city' },
      customFields: [{ key: 'toString', label: '', type: 'text', options: [] }],
    });
    for (const with_ of [channel, settings]) {
      const made = lead(
        [
          { name, value: 'x' },
          { name: 'phone', value: '0521234567' },
        ],
        with_,
      );
      expect(JSON.stringify(made)).toContain('"x"');
      expect(Object.getPrototypeOf(made.unknown)).toBe(Object.prototype);
      expect(JSON.parse(JSON.stringify(made))).toEqual(made);
    }
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('spell __proto__ so that no reader obeys it', () => {
    expect(lead({ '[__proto__]': 'x' }).unknown).toEqual(lead([{ name: '__proto__', value: 'x' }]).unknown);
  });
});

describe('controls', () => {
  it('that are no flag count as not sent, with a warning, and are kept', () => {
    const made = lead({ MailingList: 'maybe', UpdateExistingDetails: 'כן' });
    expect(made.mailingList).toBeUndefined();
    expect(made.updateExistingDetails).toBe(true);
    expect(made.warnings).toMatchObject([{ code: 'flag_unreadable', field: 'MailingList' }]);
    expect(made.unknown).toEqual({ MailingList: 'maybe' });
  });

  it('name a stage by its id or its legacy id', () => {
    const stages = [{ id: 'st_1', processId: 'pr_1', name: 'Call', legacyId: '0A_1B-2C' }];
    const settings = aChannel({ stages });
    expect(lead({ ProcessDefinitionStepID: 'st_1' }, settings).stageId).toBe('st_1');
    expect(lead({ ProcessDefinitionStepID: '0a_1b-2c' }, settings).stageId).toBe('st_1');
    expect(lead({ phone: '0521234567' }, settings).stageId).toBeUndefined();
  });

  it('that name an unknown stage leave a warning', () => {
    expect(lead({ ProcessDefinitionStepID: 'nowhere' })).toMatchObject({
      unknown: { ProcessDefinitionStepID: 'nowhere' },
      warnings: [{ code: 'unknown_stage' }],
    });
    expect(lead({ ProcessDefinitionStepID: 'nowhere' })).not.toHaveProperty('stageId');
  });

  it('collect the contact types', () => {
    expect(
      lead([
        { name: 'contactTypes', value: 'a; b' },
        { name: 'contactTypes', value: 'c' },
      ]).contactTypes,
    ).toEqual(['a', 'b', 'c']);
  });
});

it('keeps a birth date as a day, and one it cannot read as it came', () => {
  expect(lead({ BirthDate: '25/03/1984' }).details.birthDate).toBe('1984-03-25');
  const odd = lead({ BirthDate: '31/02/1984' });
  expect(odd.details).toEqual({});
  expect(odd).toMatchObject({
    unknown: { BirthDate: '31/02/1984' },
    warnings: [{ code: 'date_unreadable', field: 'BirthDate' }],
  });
});

it('flags filler by the name its sender gave it', () => {
  expect(lead({ טלפון: '0500000000' })).toMatchObject({
    identities: [],
    details: { phone: '0500000000' },
    warnings: [{ code: 'junk_identity', field: 'טלפון' }],
  });
});

it('passes on what the reader of the bytes warned of, and that it is a test', () => {
  const warning = { code: 'charset_guessed', message: 'Read as windows-1255.' };
  const { lead: made } = composeLead(
    sent({ phone: '0521234567' }, { warnings: [warning], isTest: true }),
    channel,
    'json',
  );
  expect(made).toMatchObject({ isTest: true, warnings: [warning] });
});

it.each(['defaults', 'constants'] as const)('%s identify nobody: all leads would be one person', (setting) => {
  const channel = aChannel({ [setting]: { email: 'office@example.com', phone: '03-7318009' } });
  const { lead: made } = composeLead(sent({ FirstName: 'Noa', MobilePhone: '054-7318001' }), channel, 'html-form');
  expect(made.details).toMatchObject({ email: 'office@example.com', phone: '03-7318009' });
  expect(made.identities).toEqual([{ kind: 'phone', value: '+972547318001' }]);
});
