import { describe, expect, it } from 'vitest';
import { composeLead } from '../../src/lead/compose.ts';
import { aChannel, sent } from './a-channel.ts';

const channel = aChannel();
const lead = (values: Parameters<typeof sent>[0], settings = channel) =>
  composeLead(sent(values), settings, 'json').lead;

describe('the samples in square brackets', () => {
  it('are nothing when their own name or another field is inside', () => {
    const made = lead({
      FirstName: '[FirstName]',
      LastName: '[שם משפחה]',
      City: '[]',
      phone: '[MobilePhone]',
      'שם מלא': '[שם מלא]',
    });
    expect(made.details).toEqual({});
    expect(made.warnings.map(({ code, field }) => [code, field])).toEqual(
      ['FirstName', 'LastName', 'City', 'phone', 'שם מלא'].map((field) => ['sample_value', field]),
    );
  });

  it('are taken off a real value', () => {
    const made = lead({ FirstName: '[Dana]', Phone: ' [052-1234567] ' });
    expect(made.details).toEqual({ firstName: 'Dana', phone: '052-1234567' });
    expect(made.identities).toEqual([{ kind: 'phone', value: '+972521234567' }]);
    expect(made.warnings.map(({ code }) => code)).toEqual(['sample_value', 'sample_value']);
  });

  it('are nothing for a custom field of the channel', () => {
    const settings = aChannel({ customFields: [{ key: 'budget', label: 'תקציב', type: 'number', options: [] }] });
    expect(lead({ budget: '[תקציב]' }, settings).custom).toEqual({});
  });

  it('inside a text are just brackets', () => {
    expect(lead({ notes: 'see [1] and [2]' })).toMatchObject({ details: { notes: 'see [1] and [2]' }, warnings: [] });
  });

  it('are meant where a person typed them into the app', () => {
    expect(composeLead(sent({ FirstName: '[Dana]' }), channel, 'manual').lead).toMatchObject({
      details: { firstName: '[Dana]' },
      warnings: [],
    });
  });
});
