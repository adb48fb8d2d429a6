import { describe, expect, it, test } from 'vitest';
import { composeLead } from '../../../src/lead/compose.ts';
import { aChannel, sent } from '../../support/pure/channel.ts';

const channel = aChannel();
const lead = (values: Parameters<typeof sent>[0], settings = channel) =>
  composeLead(sent(values), settings, 'json').lead;

describe('a name', () => {
  test.each([
    [{ 'שם מלא': 'דנה לוי' }, { firstName: 'דנה', lastName: 'לוי' }],
    [{ name: 'Dana de la Levi' }, { firstName: 'Dana', lastName: 'de la Levi' }],
    [{ name: 'Dana' }, { firstName: 'Dana' }],
    [
      { שם: 'דנה', 'שם משפחה': 'לוי' },
      { firstName: 'דנה', lastName: 'לוי' },
    ],
    [
      { name: 'Dana Levi', lastname: 'Levi' },
      { firstName: 'Dana', lastName: 'Levi' },
    ],
    [
      { name: 'Dana Levi', firstname: 'Dana' },
      { firstName: 'Dana', lastName: 'Levi' },
    ],
    [
      { name: 'Dana Levi', firstname: 'Dana', lastname: 'Levi' },
      { firstName: 'Dana', lastName: 'Levi' },
    ],
    [{ company: 'Levi Ltd' }, { company: 'Levi Ltd' }],
    [
      { company: 'Levi Ltd', name: 'Dana' },
      { company: 'Levi Ltd', firstName: 'Dana' },
    ],
    [{ name: 'לוי, דנה' }, { firstName: 'דנה', lastName: 'לוי' }],
    [{ name: 'בן דוד, דנה שרה' }, { firstName: 'דנה שרה', lastName: 'בן דוד' }],
    [{ name: 'van der Berg, Dana' }, { firstName: 'Dana', lastName: 'van der Berg' }],
    [{ name: 'Dana Levi, manager' }, { firstName: 'Dana', lastName: 'Levi, manager' }],
    [{ name: 'Dana,' }, { firstName: 'Dana,' }],
    [{ name: ', Dana' }, { firstName: ',', lastName: 'Dana' }],
    [{ name: 'ד"ר דנה לוי' }, { namePrefix: 'ד"ר', firstName: 'דנה', lastName: 'לוי' }],
    [{ name: 'Prof. Dr. Levi, Dana' }, { namePrefix: 'Prof. Dr.', firstName: 'Dana', lastName: 'Levi' }],
    [{ name: 'Mr' }, { firstName: 'Mr' }],
    [{ name: 'Miss Dana' }, { namePrefix: 'Miss', firstName: 'Dana' }],
    [{}, {}],
  ])('%j', (values, details) => {
    const made = lead(values as Record<string, string>);
    expect(made.details).toEqual(details);
    expect(made.unknown).toEqual({});
  });

  it('that contradicts the names given apart is kept', () => {
    expect(lead({ name: 'Noa', firstname: 'Dana', lastname: 'Levi' }).unknown).toEqual({ name: 'Noa' });
  });
});
