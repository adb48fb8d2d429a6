import { describe, expect, it, test } from 'vitest';
import type { Channel } from '../../src/lead/channel/channel.ts';
import { composeLead } from '../../src/lead/compose.ts';
import type { WayIn } from '../../src/lead/submission.ts';
import { aChannel, sent } from '../support/pure/channel.ts';

const compose = (values: Parameters<typeof sent>[0], settings: Partial<Channel> = {}, wayIn: WayIn = 'html-form') =>
  composeLead(sent(values), aChannel(settings), wayIn);

describe('a way to contact the person', () => {
  test.each(['html-form', 'url', 'xml', 'json', 'mail', 'portal'] as const)('is needed by %s', (wayIn) => {
    expect(compose({ FirstName: 'Dana', Fax: '03-1234567' }, {}, wayIn)).toMatchObject({
      ok: false,
      rejection: { code: 'no_way_to_contact', status: 422 },
      lead: { details: { firstName: 'Dana' } },
    });
  });

  test.each(['internal-form', 'api', 'manual', 'import', 'copy'] as const)('is not needed by %s', (wayIn) =>
    expect(compose({ FirstName: 'Dana' }, {}, wayIn).ok).toBe(true),
  );

  test.each<Record<string, string>>([
    { Phone: '052-1234567' },
    { MobilePhone: '052-1234567' },
    { OtherPhone: '1' },
    { Email: 'dana@example.com' },
    { Phone: '000' },
    { Email: 'test@test.com' },
    { טלפון: '٠٥٢١٢٣٤٥٦٧' },
  ])('is %j', (values) => expect(compose(values).ok).toBe(true));

  test.each<Record<string, string>>([
    { Phone: 'call me' },
    { Email: 'dana' },
    { Phone: '[Phone]', Email: '[Email]' },
    { Phone: ' ', Email: '' },
  ])('is not %j', (values) => expect(compose(values).ok).toBe(false));
});

describe('a required field', () => {
  it('is named when it is missing, as the contract names it', () => {
    expect(compose({ Phone: '0521234567' }, { required: ['phone', 'email'] })).toMatchObject({
      ok: false,
      rejection: { code: 'required_field_missing', status: 422, field: 'Email' },
    });
  });

  it('is named by its label when the business defined it', () => {
    const customFields = [{ key: 'budget', label: 'תקציב', type: 'number' as const, options: [] }];
    expect(compose({ Phone: '0521234567' }, { required: ['custom:budget'], customFields })).toMatchObject({
      rejection: { field: 'תקציב' },
    });
    expect(compose({ Phone: '0521234567', budget: '5' }, { required: ['custom:budget'], customFields }).ok).toBe(true);
  });

  it('may be filled by a default or a constant', () => {
    expect(compose({ Phone: '0521234567' }, { required: ['city'], defaults: { city: 'Haifa' } }).ok).toBe(true);
    expect(compose({ Phone: '0521234567' }, { required: ['city'], constants: { city: 'Haifa' } }).ok).toBe(true);
  });

  it('of a full name is there with either half', () => {
    expect(compose({ Phone: '0521234567', FirstName: 'Dana' }, { required: ['fullName'] }).ok).toBe(true);
    expect(compose({ Phone: '0521234567' }, { required: ['fullName'] })).toMatchObject({
      rejection: { field: 'FullName' },
    });
  });
});

describe('the limit of characters', () => {
  const phone = '0521234567';
  const notes = (length: number) => ({ Phone: phone, Remarks: 'א'.repeat(length - phone.length) });

  test.each(['html-form', 'url'] as const)('is 1024 for all values of %s together', (wayIn) => {
    expect(compose(notes(1024), {}, wayIn).ok).toBe(true);
    const over = compose(notes(1025), {}, wayIn);
    expect(over).toMatchObject({ ok: false, rejection: { code: 'too_long', status: 422 } });
    expect(over.ok ? '' : over.rejection.message).toMatch(/1025.*1024/);
    expect(over.lead.details.notes).toHaveLength(1015);
  });

  test.each(['xml', 'json', 'mail', 'internal-form', 'portal', 'api', 'import', 'manual', 'copy'] as const)(
    'is not for %s',
    (wayIn) => expect(compose(notes(5000), {}, wayIn).ok).toBe(true),
  );

  it('may be raised by the channel', () => {
    expect(compose(notes(2000), { maxCharacters: 2000 }).ok).toBe(true);
    expect(compose(notes(2001), { maxCharacters: 2000 }).ok).toBe(false);
  });

  it('counts values nobody understands, and not names', () => {
    expect(compose({ Phone: phone, ['long name '.repeat(200)]: 'x' }).ok).toBe(true);
    expect(compose({ Phone: phone, unheard: 'x'.repeat(1024) }).ok).toBe(false);
  });

  it.each([
    'utm_source',
    'UTM-Content',
    'fields[utm_term]',
    'gclid',
    'fbclid',
    '_ga',
    '__VIEWSTATE',
    '__EVENTVALIDATION',
    '__RequestVerificationToken',
    '_wpnonce',
    'wpforms[nonce]',
    'csrf_token',
    'form_build_id',
    'page_url',
    'meta[referrer]',
  ])('does not count %s, which is kept', (name) => {
    const { ok, lead } = compose({ Phone: phone, [name]: 'x'.repeat(5000) });
    expect([ok, Object.values(lead.unknown)]).toEqual([true, ['x'.repeat(5000)]]);
  });

  it('counts an emoji as one', () => {
    expect(compose({ Phone: phone, Remarks: '😀'.repeat(1014) }).ok).toBe(true);
    expect(compose({ Phone: phone, Remarks: '😀'.repeat(1015) }).ok).toBe(false);
  });
});
