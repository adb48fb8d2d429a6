import { describe, expect, it, test } from 'vitest';
import { composeLead } from '../../../src/lead/compose.ts';
import type { Pair } from '../../../src/lead/submission.ts';
import { readJson } from '../../../src/ways-in/json/read.ts';
import { readRaw } from '../../../src/ways-in/read.ts';
import { aChannel, sent } from '../../support/pure/channel.ts';

const lead = (values: Record<string, string> | Pair[]) => composeLead(sent(values), aChannel(), 'html-form').lead;
const ofJson = (value: unknown) => {
  const read = readJson(JSON.stringify(value));
  const [submission] = read.ok ? read.submissions : [];
  if (!submission) throw new Error('no lead');
  return composeLead(submission, aChannel(), 'json');
};
const ofForm = (body: string) => {
  const reading = readRaw({ method: 'POST', query: '', contentType: '', body: new TextEncoder().encode(body) }, {});
  const [submission] = reading.ok ? reading.submissions : [];
  if (!submission || !reading.ok) throw new Error('no lead');
  const made = composeLead(submission, aChannel(), 'html-form').lead;
  return { ...made, warnings: [...reading.warnings, ...made.warnings] };
};
const codes = ({ warnings }: { warnings: { code: string }[] }) => warnings.map(({ code }) => code);
const identities = (made: { identities: { kind: string; value: string }[] }) =>
  made.identities.map(({ kind, value }) => `${kind}:${value}`);

describe('whose data it is', () => {
  const staff = { name: 'Ada Staff', phone: '03-7318009', email: 'ada@example.net', company: 'Staff Ltd' };
  test.each(
    'branch office agent salesperson bookables referred_by account website owner assignee staff host organizer store dealer vendor sender company_info plumber account_manager emergency_contact'.split(
      ' ',
    ),
  )('what stands in %s is kept, and is not the person', (wrapper) => {
    for (const body of [
      { [wrapper]: staff, name: 'Noa Barak', phone: '054-7318001' },
      { event: 'x', data: { [wrapper]: [staff], name: 'Noa Barak', phone: '054-7318001' } },
    ]) {
      const made = ofJson(body).lead;
      expect(made.details).toEqual({ firstName: 'Noa', lastName: 'Barak', phone: '054-7318001' });
      expect(identities(made)).toEqual(['phone:+972547318001']);
      expect(Object.values(made.unknown)).toContain('03-7318009');
    }
    const form = ofForm(`${wrapper}[phone]=037318009&${wrapper}[email]=ada@example.net&name=Noa&phone=0547318001`);
    expect(identities(form)).toEqual(['phone:+972547318001']);
  });

  test.each(
    'contact lead customer client person participant invitee respondent attendee guest applicant data payload fields form answers submission event body entry response record object attributes properties values'.split(
      ' ',
    ),
  )('what stands in %s is the person', (wrapper) => {
    const made = ofJson({ source: 'x', [wrapper]: { phone: '054-7318001', email: 'noa@example.com' } }).lead;
    expect(identities(made)).toEqual(['phone:+972547318001', 'email:noa@example.com']);
  });

  test.each([
    ['item', 'form'],
    ['resource', 'contact'],
    ['form', 'customer'],
  ])('the phone of %s beside a person is nobody’s', (wrapper, person) => {
    const noa = { full_name: 'Noa Barak', phone: '054-7318001', email: 'noa@example.com' };
    for (const body of [
      { [wrapper]: staff, ...noa },
      { [wrapper]: staff, [person]: noa },
    ]) {
      if (wrapper === 'item' && person in body) continue;
      expect(identities(ofJson(body).lead)).toEqual(['phone:+972547318001', 'email:noa@example.com']);
    }
    expect(identities(ofJson({ [wrapper]: { phone: '054-7318001' }, email: 'noa@example.com' }).lead)).toEqual([
      'phone:+972547318001',
      'email:noa@example.com',
    ]);
  });

  test('a renting system’s own name is not the tenant’s, and a tenant who can be reached is the person', () => {
    expect(ofJson({ tenant: { name: 'Acme Ltd' }, phone: '054-7318001' }).lead.details).toEqual({
      phone: '054-7318001',
    });
    const made = ofJson({ tenant: { name: 'Noa Barak', phone: '054-7318001' } }).lead;
    expect(made.details).toMatchObject({ firstName: 'Noa', lastName: 'Barak' });
    expect(identities(made)).toEqual(['phone:+972547318001']);
  });

  test('what Formidable calls its answers is the person', () => {
    expect(identities(ofForm('item_meta[phone]=0547318001&item_meta[25]=x'))).toEqual(['phone:+972547318001']);
  });

  test.each(['office_phone', 'Office phone', 'טלפון משרד', 'contact[office_phone]', 'Phone (office)'])(
    'the number of an office identifies nobody beside another way to reach the person: %s',
    (label) => {
      const made = ofForm(`${label}=037318009&name=Noa&email=noa@example.com`);
      expect(made.details).toMatchObject({ otherPhone: '037318009', email: 'noa@example.com' });
      expect(identities(made)).toEqual(['email:noa@example.com']);
      expect(identities(ofForm(`${label}=037318009&name=Noa`))).toEqual(['phone:+97237318009']);
    },
  );

  test.each(
    'student resident borrower payer endUser end_user booker renter policyholder insured donor volunteer passenger traveller bewerber התקשרות לקוחות'.split(
      ' ',
    ),
  )('what stands in %s is the person, too', (wrapper) => {
    const made = ofJson({ event: 'x.created', [wrapper]: { name: 'Noa Barak', phone: '054-7318001' } }).lead;
    expect(made.details).toMatchObject({ firstName: 'Noa', lastName: 'Barak' });
    expect(identities(made)).toEqual(['phone:+972547318001']);
  });

  test.each(
    'group document component element block object question column set node item record result entry row post input hidden custom content ticket deal'.split(
      ' ',
    ),
  )('the name of a %s is nobody’s where the phone stands apart from it', (wrapper) => {
    const made = ofJson({ [wrapper]: { id: 7, name: 'Blue thing' }, phone: '054-7318001' }).lead;
    expect(made.details).toEqual({ phone: '054-7318001' });
    const beside = ofJson({ source: 'x', [wrapper]: { name: 'Noa Barak', phone: '054-7318001' } }).lead;
    expect(beside.details).toMatchObject({ firstName: 'Noa', lastName: 'Barak' });
  });

  it('is what questions were answered with, in a wrapper nobody knows, and nobody else’s answers', () => {
    const answers = [
      { type: 'openEnded', title: 'Customer name', answer: 'Noa Barak' },
      { type: 'openEnded', title: 'Customer phone', answer: '054-7318001' },
    ];
    const user = { firstName: 'Ada', lastName: 'Staff', phone: '03-7318009' };
    const made = ofJson({ workflowId: '12', user, workflowEntry: answers }).lead;
    expect(made.details).toMatchObject({ firstName: 'Noa', lastName: 'Barak' });
    expect(identities(made)).toEqual(['phone:+972547318001']);
    for (const wrapper of ['agentAnswers', 'emergencyContact', 'spouse_questions']) {
      const foreign = ofJson({ name: 'Noa', email: 'noa@example.com', [wrapper]: answers }).lead;
      expect(identities(foreign)).toEqual(['email:noa@example.com']);
    }
  });

  it('is in the wrapper of a form plug-in', () => {
    for (const wrapper of ['mauticform', 'wpforms', 'rsform']) {
      const made = ofForm(`${wrapper}[f_name]=Noa&${wrapper}[phone]=0547318001&page=x`);
      expect(identities(made)).toEqual(['phone:+972547318001']);
    }
    expect(identities(ofForm('platform[phone]=037318009&email=noa@example.com'))).toEqual(['email:noa@example.com']);
  });

  it('is answered by whom nobody knows before it is by an agent', () => {
    const made = ofJson({ name: 'Noa', agent: { phone: '03-7318009' }, household: { phone: '054-7318001' } }).lead;
    expect(made.details.phone).toBe('054-7318001');
    expect(identities(made)).toEqual([]);
  });

  it('is the first of several people, so that two never become one', () => {
    const guests = [
      { name: 'Noa Barak', email: 'noa@example.com' },
      { name: 'Gal Even', phone: '054-7318002' },
    ];
    expect(identities(ofJson({ guests }).lead)).toEqual(['email:noa@example.com']);
  });

  it('is nobody’s when only somebody else can be reached: the lead is taken, with a warning, and identifies nobody', () => {
    const made = ofJson({ name: 'Noa Barak', agent: { phone: '03-7318009', email: 'ada@example.net' } });
    expect(made.ok).toBe(true);
    expect(made.lead.identities).toEqual([]);
    expect(made.lead.details).toEqual({ firstName: 'Noa', lastName: 'Barak', phone: '03-7318009' });
    expect(codes(made.lead)).toEqual(['contact_of_another']);
  });

  it('is told by dotted names, too', () => {
    expect(lead({ 'affiliate.id': '7', 'website.url': 'https://x.example', phone: '054-7318001' })).toMatchObject({
      details: { phone: '054-7318001' },
      unknown: { 'affiliate.id': '7', 'website.url': 'https://x.example' },
    });
  });

  it('a page, a campaign and a pipeline have names that are nobody’s', () => {
    for (const thing of ['form', 'page', 'campaign', 'pipeline']) {
      expect(ofJson({ [thing]: { name: 'Spring' }, phone: '054-7318001' }).lead.details).toEqual({
        phone: '054-7318001',
      });
    }
  });
});

describe('a way to contact', () => {
  it('is found by the value alone, when exactly one can be it', () => {
    const made = lead({ field_1a2b3c4: '054-7301001', colour: 'red' });
    expect(made.details).toEqual({ phone: '054-7301001' });
    expect(identities(made)).toEqual(['phone:+972547301001']);
    expect(codes(made)).toEqual(['contact_by_value']);
    expect(lead({ a: '054-7301001', b: '054-7301002' }).identities).toEqual([]);
    expect(lead({ 'Order number': '0547301001' }).identities).toEqual([]);
    expect(lead({ 'Emergency phone': '0547301001' }).identities).toEqual([]);
  });

  it('is found by the declared type, when nothing else says it', () => {
    const questions = [
      { id: 'a', name: 'Where do you live?', type: 'ShortAnswer', value: 'Haifa' },
      { id: 'b', name: 'And how do we get you?', type: 'PhoneNumber', value: '054-7301001' },
    ];
    expect(identities(ofJson({ questions }).lead)).toEqual(['phone:+972547301001']);
    const spouse = { id: 'c', name: 'Spouse’s mobile', type: 'PhoneNumber', value: '054-7301009' };
    expect(identities(ofJson({ questions: [spouse, ...questions] }).lead)).toEqual(['phone:+972547301001']);
  });

  it('in the other field is put where it belongs', () => {
    expect(lead({ phone: 'noa@example.com' }).details).toEqual({ email: 'noa@example.com' });
    expect(codes(lead({ email: '054-7301001' }))).toEqual(['moved_field']);
  });

  it('that comes under another name fills the next free phone, the same number once', () => {
    const made = lead({ telephone: '03-7331900', 'contact number': '054-7331001', tel: '037331900' });
    expect(made.details).toEqual({ phone: '03-7331900', otherPhone: '054-7331001' });
  });

  it('of a fax is none', () => {
    expect(lead({ 'Fax (office)': '03-7331900', 'מספר פקס': '03-7331901', name: 'Noa' }).identities).toEqual([]);
  });
});

describe('a number in pieces', () => {
  test.each<[Record<string, string>, string]>([
    [{ קידומת: '054', טלפון: '7320001' }, '+972547320001'],
    [{ טלפון: '7320001', קידומת: '054' }, '+972547320001'],
    [{ prefix: '054', phone: '7320001' }, '+972547320001'],
    [{ phone1: '054', phone2: '7320001' }, '+972547320001'],
    [{ phone1: '7320001', phone2: '054' }, '+972547320001'],
    [{ phone_a: '(054)', phone_b: '7320001' }, '+972547320001'],
    [{ kidomet: '054', tel: '7320001' }, '+972547320001'],
    [{ phone: '0547320001', phone2: '03' }, '+972547320001'],
    [{ phone_area_code: '03', phone: '5551327' }, '+97235551327'],
    [{ country_code: '+972', phone: '547320001' }, '+972547320001'],
    [{ country_code: '+972', phone: '0547320001' }, '+972547320001'],
    [{ country_code: '44', mobile: '7700900123' }, '+447700900123'],
    [{ dial_code: '+1', area_code: '202', phone: '5550123' }, '+12025550123'],
  ])('%j', (values, phone) => expect(identities(lead(values))).toEqual([`phone:${phone}`]));

  it('is one number in JSON', () => {
    expect(identities(ofJson({ phone: { prefix: '054', number: '7320001' } }).lead)).toEqual(['phone:+972547320001']);
    expect(identities(ofJson({ phone: { countryCode: 'US', number: '2025550123' } }).lead)).toEqual([
      'phone:+12025550123',
    ]);
  });

  it('goes to its own phone where there are two', () => {
    const made = lead({ קידומת: '054', טלפון: '7320001', 'קידומת 2': '03', 'טלפון נוסף': '5551327' });
    expect(identities(made)).toEqual(['phone:+972547320001', 'phone:+97235551327']);
  });

  it('without its area code identifies nobody', () => {
    expect(lead({ phone: '7320001', email: 'noa@example.com' }).identities).toEqual([
      { kind: 'email', value: 'noa@example.com' },
    ]);
  });

  it('a title before a name is no piece', () => {
    expect(lead({ prefix: 'Dr', name: 'Noa Barak', phone: '054-7320001' }).details.namePrefix).toBe('Dr');
  });
});

describe('phones as people write them', () => {
  test.each([
    ['050*2345678', ['+972502345678']],
    ["050'2345678", ['+972502345678']],
    ['050׳2345678', ['+972502345678']],
    ['011972502345678', ['+972502345678']],
    ['050-2345678 / 03-5551327 / 04-8555123', ['+972502345678', '+97235551327', '+97248555123']],
    ['03-5551327/5', ['+97235551327']],
    ['+22985751234', ['+22985751234']],
  ])('%s', (typed, phones) => expect(identities(lead({ phone: typed }))).toEqual(phones.map((one) => `phone:${one}`)));
});

describe('nothing said', () => {
  test.each([
    '{{full_name}}',
    '%name%',
    'undefined',
    'null',
    '[object Object]',
    '{{first}} {{last}}',
    '${name}',
    'undefined undefined',
  ])('%s counts as not sent', (value) => {
    const made = lead({ name: value, phone: '054-7320001' });
    expect(made.details).toEqual({ phone: '054-7320001' });
    expect(codes(made)).toEqual(['placeholder']);
  });
  it('but a person may be called Null', () => {
    expect(lead({ LastName: 'Null', phone: '054-7320001' }).details.lastName).toBe('Null');
  });
});

describe('an e-mail address with a space in it', () => {
  test.each(['noa levi@example.com', 'noa@example.co m', 'noa@exam ple.com', 'noa @example.com'])(
    '%s is nobody’s',
    (email) => {
      const made = lead({ name: 'Noa', email });
      expect(made.identities).toEqual([]);
      expect(codes(made)).toContain('not_comparable');
    },
  );
});

describe('text that was encoded once too often', () => {
  test.each([
    ['company=Love%20%26amp%3B%20Peace', 'Love & Peace'],
    ['company=%26%231513%3B%26%231500%3B', 'של'],
    ['company=%u05D3%u05E0%u05D4', 'דנה'],
    ['company=Jos%C3%83%C2%A9', 'José'],
    [`company=${encodeURIComponent('×“×\u00a0×”')}`, 'דנה'],
  ])('%s', (body, company) => {
    const made = ofForm(`${body}&phone=0547320001`);
    expect(made.details.company).toBe(company);
    expect(codes(made)).toContain('text_recovered');
  });
  it('leaves what may be meant', () => {
    expect(ofForm('company=S%C3%83O+%C3%A9&phone=0547320001').details.company).toBe('SÃO é');
  });
  it('puts back what an unescaped ampersand cut off', () => {
    const made = ofForm('company=Love & Peace Ltd&phone=0547320001&returnjson_flag');
    expect(made.details).toEqual({ company: 'Love & Peace Ltd', phone: '0547320001' });
    expect(codes(made)).toEqual(['ampersand_unescaped']);
  });
});

it('tracking is kept, and counts towards no limit', () => {
  const made = composeLead(
    sent({ phone: '0547320001', utm_source: 'x'.repeat(1000), __VIEWSTATE: 'y'.repeat(2000) }),
    aChannel(),
    'html-form',
  );
  expect(made.ok).toBe(true);
  expect(Object.keys(made.lead.unknown)).toEqual(['utm_source', '__VIEWSTATE']);
});

test('tracking and machinery are nobody, whatever they look like', () => {
  const made = lead({ Name: 'Noa Barak', utm_id: '0547301001', 'meta[gclid]': '0547301002', _wpnonce: '0547301003' });
  expect([identities(made), codes(made)]).toEqual([[], []]);
});
