import { describe, expect, it } from 'vitest';
import { composeLead } from '../../../src/lead/compose.ts';
import { aChannel, sent } from '../../support/pure/channel.ts';

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

  describe("with the sample's own values inside", () => {
    const SAMPLE = {
      FirstName: '[Noa]',
      LastName: '[Mizrahi]',
      Phone: '[04-8555123]',
      MobilePhone: '[052-5550123]',
      Email: '[noa.mizrahi@example.com]',
      City: '[Haifa]',
    };

    it('are the sample person when the address is pasted as it is', () => {
      const made = lead(SAMPLE);
      expect(made.details).toMatchObject({ firstName: 'Noa', mobile: '052-5550123', email: 'noa.mizrahi@example.com' });
      expect(made.identities).toHaveLength(3);
      expect(made.warnings).toHaveLength(6);
    });

    it('are nothing as soon as one personal field was replaced', () => {
      for (const [name, value] of [
        ['FirstName', 'Tal'],
        ['LastName', '[Cohen]'],
        ['Full Name', 'Tal Cohen'],
        ['MobilePhone', '0521234567'],
        ['Email', 'tal@example.com'],
        ['IdNumber', '203745823'],
      ] as const) {
        const made = lead({ ...SAMPLE, [name]: value });
        const left = Object.keys(made.details).filter((field) => !['firstName', 'lastName'].includes(field));
        expect(left, name).toHaveLength(/name/i.test(name) ? 0 : 1);
        expect(JSON.stringify([made.details, made.identities]), name).not.toMatch(/Noa|Mizrahi|855|555|Haifa/i);
        expect(made.warnings, name).toHaveLength(value.startsWith('[') || !(name in SAMPLE) ? 6 : 5);
      }
    });

    it('never make two leads of one partner the same person', () => {
      const both = ['Tal', 'Gil'].map((FirstName) => lead({ ...SAMPLE, FirstName }).identities);
      expect(both).toEqual([[], []]);
    });

    it('are known in the language and the country the channel had when the address was copied', () => {
      const settings = aChannel({ language: 'he', country: 'US' });
      const made = lead(
        { FirstName: '[נועה]', LastName: '[Mizrahi]', Phone: '[04-8555123]', Mobile: '2025550177' },
        settings,
      );
      expect(made.details).toEqual({ mobile: '2025550177' });
    });

    it('count as sent without the brackets, and are another field’s real value', () => {
      expect(lead({ FirstName: 'Noa', Phone: '[04-8555123]' }).details).toEqual({ firstName: 'Noa' });
      expect(lead({ ...SAMPLE, City: '[Noa]', Phone: '0521234567' }).details).toEqual({
        city: 'Noa',
        phone: '0521234567',
      });
    });

    it('stay the sample when a placeholder or nothing stands beside them', () => {
      expect(lead({ ...SAMPLE, LastName: '[LastName]', Phone: '' }).details.mobile).toBe('052-5550123');
    });

    it('are nothing in a custom field too', () => {
      const settings = aChannel({
        customFields: [{ key: 'size', label: 'Size', type: 'oneOf', options: ['Small', 'Large'] }],
      });
      expect(lead({ ...SAMPLE, size: '[Small]' }, settings).custom).toEqual({ size: 'Small' });
      expect(lead({ Phone: '0521234567', size: '[Small]' }, settings).custom).toEqual({});
      expect(lead({ Phone: '0521234567', size: '[Large]' }, settings).custom).toEqual({ size: 'Large' });
    });
  });
});
