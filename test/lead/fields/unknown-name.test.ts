import { describe, expect, it, test } from 'vitest';
import { composeLead } from '../../../src/lead/compose.ts';
import type { Pair } from '../../../src/lead/submission.ts';
import { aChannel, sent } from '../../support/pure/channel.ts';

const unknown = (pairs: Pair[], settings = aChannel()) => composeLead(sent(pairs), settings, 'json').lead.unknown;

describe('an unknown field', () => {
  test.each([
    ['field_a1b2', 'צבע מועדף', 'צבע מועדף'],
    ['field_abcdefa', 'Colour', 'Colour'],
    ['3f2504e0-4f89-11d3-9a0c-0305e82c3301', 'Colour', 'Colour'],
    ['q6_typeA', 'סוג', 'סוג'],
    ['7', 'Colour', 'Colour'],
    ['colour', 'צבע', 'colour'],
    ['צבע 2', 'Second colour', 'צבע 2'],
    ['items.0.colour', 'colour', 'items.0.colour'],
    ['checkbox-12', 'checkbox-12[]', 'checkbox-12'],
    ['field_1', 'field_2', 'field_1'],
    ['field_1', '?', 'field_1'],
    ['field_1', '__proto__', '[__proto__]'],
  ])('%s, labelled %s, is called %s', (name, label, shown) => {
    expect(unknown([{ name, label, value: 'x' }])).toEqual({ [shown]: 'x' });
  });

  it('has all its values under one name', () => {
    const values = ['red', 'blue'].map((value) => ({ name: 'f1', label: 'צבע', value }));
    expect(unknown(values)).toEqual({ צבע: 'red, blue' });
  });

  it('never takes the name of another', () => {
    const first = { name: 'f1', label: 'צבע', value: 'red' };
    expect(unknown([first, { name: 'f2', label: 'צבע ', value: 'blue' }])).toEqual({ צבע: 'red', f2: 'blue' });
    expect(unknown([first, { name: 'צבע', value: 'blue' }])).toEqual({ f1: 'red', צבע: 'blue' });
    expect(unknown([{ name: 'צבע', value: 'blue' }, first])).toEqual({ f1: 'red', צבע: 'blue' });
  });

  it('can be mapped by the name it is shown under', () => {
    const pairs = [{ name: 'f1', label: 'צבע', value: 'red' }];
    for (const name of ['צבע', 'f1']) expect(unknown(pairs, aChannel({ mapping: { [name]: 'notes' } }))).toEqual({});
  });
});
