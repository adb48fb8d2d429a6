import { describe, expect, it } from 'vitest';
import type { Channel, CustomField } from '../../../src/lead/channel/channel.ts';
import { composeLead } from '../../../src/lead/compose.ts';
import { aChannel, sent } from '../../support/pure/channel.ts';

const field = (key: string, special: Partial<CustomField> = {}): CustomField => ({
  key,
  label: '',
  type: 'text',
  options: [],
  ...special,
});
const lead = (values: Parameters<typeof sent>[0], settings: Partial<Channel>) =>
  composeLead(sent(values), aChannel(settings), 'json').lead;

describe("a channel's mapping", () => {
  it('wins over the names everybody knows', () => {
    expect(lead({ Title: 'Dr', City: 'Haifa' }, { mapping: { title: 'namePrefix', CITY: 'notes' } }).details).toEqual({
      namePrefix: 'Dr',
      notes: 'Haifa',
    });
  });

  it('compares names as all names are compared, and takes targets by the names of the contract too', () => {
    expect(lead({ 'Field 7-F3A:': '0521234567' }, { mapping: { field_7f3a: 'MobilePhone' } }).details).toEqual({
      mobile: '0521234567',
    });
  });

  it('maps the label where the name says nothing', () => {
    expect(
      lead([{ name: 'field_1', value: 'Haifa', label: 'Branch' }], { mapping: { branch: 'city' } }).details,
    ).toEqual({ city: 'Haifa' });
  });

  it('leads to custom and process fields', () => {
    const made = lead(
      { a: 'x', b: 'y' },
      {
        mapping: { a: 'custom:budget', b: 'process:budget' },
        customFields: [field('budget')],
        processFields: [field('budget')],
      },
    );
    expect(made).toMatchObject({ custom: { budget: 'x' }, processFields: { budget: 'y' } });
  });

  it('can ignore a field, and loses nothing by a target that is gone', () => {
    const made = lead({ oid: '00D1', old: 'x' }, { mapping: { oid: 'ignore', old: 'custom:deleted' } });
    expect(made.unknown).toEqual({ old: 'x' });
  });
});

describe('a custom field', () => {
  const settings = {
    customFields: [field('room_count', { label: 'מספר חדרים', legacyId: 'CN0A_1B' })],
    processFields: [field('visit', { label: 'מועד ביקור', legacyId: 'PP9' })],
  };

  it('is found by its key, its label and its legacy id', () => {
    for (const name of ['room_count', 'RoomCount', 'מספר חדרים:', 'cn0a_1b'])
      expect(lead({ [name]: '4' }, settings).custom).toEqual({ room_count: '4' });
    for (const name of ['visit', 'מועד ביקור', 'PP9'])
      expect(lead({ [name]: 'now' }, settings).processFields).toEqual({ visit: 'now' });
  });

  it('is found by the label beside an id', () => {
    expect(lead([{ name: 'field_9', value: '4', label: 'מספר חדרים' }], settings).custom).toEqual({ room_count: '4' });
  });

  it('of the process is looked up first where the sender says process, and not where it says contact', () => {
    const both = { customFields: [field('budget')], processFields: [field('budget'), field('visit')] };
    const made = lead(
      [
        { name: 'budget', value: 'p', scope: 'process' },
        { name: 'budget', value: 'c', scope: 'contact' },
        { name: 'visit', value: 'v', scope: 'contact' },
      ],
      both,
    );
    expect(made).toMatchObject({ custom: { budget: 'c' }, processFields: { budget: 'p' }, unknown: { visit: 'v' } });
  });

  it('is nearer than a synonym, but not than a name of the contract', () => {
    const made = lead({ message: 'hello', City: 'Haifa' }, { customFields: [field('message'), field('city')] });
    expect(made).toMatchObject({ custom: { message: 'hello' }, details: { city: 'Haifa' } });
  });
});

describe('constants and defaults', () => {
  it('a constant stands whatever came, and what came is kept beside', () => {
    const made = lead(
      { City: 'Haifa', notes: 'blue' },
      {
        constants: { city: 'Eilat', notes: 'from the fair', 'custom:source': 'fair' },
        customFields: [field('source')],
      },
    );
    expect(made).toMatchObject({
      details: { city: 'Eilat', notes: 'from the fair' },
      custom: { source: 'fair' },
      unknown: { City: 'Haifa', notes: 'blue' },
      warnings: [],
    });
  });

  it('a default fills what nobody sent', () => {
    const settings = { defaults: { city: 'Eilat', mailingList: '1', lastName: 'Guest' } };
    expect(lead({}, settings)).toMatchObject({ details: { city: 'Eilat', lastName: 'Guest' }, mailingList: true });
    expect(lead({ City: 'Haifa', mailingList: '0', name: 'Dana Levi' }, settings)).toMatchObject({
      details: { city: 'Haifa', lastName: 'Levi' },
      mailingList: false,
    });
  });

  it('split a full name like any other', () => {
    expect(lead({}, { defaults: { fullName: 'Web Guest' } }).details).toEqual({ firstName: 'Web', lastName: 'Guest' });
    expect(lead({ name: 'Dana Levi', LastName: 'Cohen' }, { constants: { fullName: 'Web Guest' } })).toMatchObject({
      details: { firstName: 'Web', lastName: 'Guest' },
      unknown: { name: 'Dana Levi', LastName: 'Cohen' },
    });
    expect(lead({ firstname: 'Dana' }, { defaults: { fullName: 'Web Guest' } }).details).toEqual({ firstName: 'Dana' });
  });
});

it('remembers a name without mixing up scopes, and survives more names than it remembers', () => {
  const settings = aChannel({ customFields: [field('budget')], processFields: [field('budget')] });
  for (let round = 0; round < 2; round += 1) {
    const pairs = Array.from({ length: 1500 }, (_, n) => ({ name: `x${n}x`, value: 'v' }));
    expect(Object.keys(composeLead(sent(pairs), settings, 'json').lead.unknown)).toHaveLength(1500);
    const scoped = composeLead(
      sent([
        { name: 'budget', value: '1' },
        { name: 'budget', value: '2', scope: 'process' },
      ]),
      settings,
      'json',
    );
    expect(scoped.lead).toMatchObject({ custom: { budget: '1' }, processFields: { budget: '2' } });
  }
});
