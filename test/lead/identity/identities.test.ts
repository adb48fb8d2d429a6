import { expect, it } from 'vitest';
import { identitiesOf } from '../../../src/lead/identity/identities.ts';

const israel = { country: 'IL' };

it('finds every identity of a card, strongest first', () => {
  const { identities, warnings } = identitiesOf(
    {
      phone: '03-1234567',
      mobile: '052-1234567',
      otherPhone: '04-1234567',
      email: 'Dana@Example.com',
      idNumber: '20374582-3',
    },
    israel,
  );
  expect(identities).toEqual([
    { kind: 'idNumber', value: '203745823' },
    { kind: 'phone', value: '+972521234567' },
    { kind: 'phone', value: '+97231234567' },
    { kind: 'phone', value: '+97241234567' },
    { kind: 'email', value: 'dana@example.com' },
  ]);
  expect(warnings).toEqual([]);
});

it('counts one number once, whichever of the phone fields it is in', () => {
  const phones = { phone: '052-1234567', mobile: '+972 52 123 4567', otherPhone: '521234567' };
  expect(identitiesOf(phones, israel).identities).toEqual([{ kind: 'phone', value: '+972521234567' }]);
});

it('does not compare a fax, which a whole office shares', () => {
  expect(identitiesOf({ fax: '03-1234567' }, israel)).toEqual({ identities: [], warnings: [] });
});

it('never identifies by filler, and says so', () => {
  const { identities, warnings } = identitiesOf(
    { phone: '000', mobile: '0500000000', otherPhone: '1234567', email: 'test@test.com', idNumber: '000000000' },
    israel,
  );
  expect(identities).toEqual([]);
  expect(warnings.map(({ code, field }) => [code, field])).toEqual([
    ['junk_identity', 'idNumber'],
    ['junk_identity', 'mobile'],
    ['junk_identity', 'phone'],
    ['junk_identity', 'otherPhone'],
    ['junk_identity', 'email'],
  ]);
});

it('flags an ID with a failing check digit', () => {
  expect(identitiesOf({ idNumber: '123456783' }, israel)).toMatchObject({
    identities: [],
    warnings: [{ code: 'junk_identity', field: 'idNumber' }],
  });
});

it('says what cannot be compared at all', () => {
  const { identities, warnings } = identitiesOf(
    { phone: 'call me', email: 'dana at example', idNumber: 'AB123456' },
    israel,
  );
  expect(identities).toEqual([]);
  expect(warnings.map(({ code }) => code)).toEqual(['not_comparable', 'not_comparable', 'not_comparable']);
});

it('keeps the good number of a field that also has filler', () => {
  expect(identitiesOf({ phone: '052-1234567 / 0000000' }, israel).identities).toEqual([
    { kind: 'phone', value: '+972521234567' },
  ]);
});

it('leaves out what the business says is filler', () => {
  expect(identitiesOf({ phone: '03-1234567' }, { country: 'IL', junk: ['+972 3 1234567'] }).identities).toEqual([]);
});

it('reads numbers by the country of the database', () => {
  expect(identitiesOf({ phone: '020 7946 0958' }, { country: 'GB' }).identities).toEqual([
    { kind: 'phone', value: '+442079460958' },
  ]);
});
