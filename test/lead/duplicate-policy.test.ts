import { describe, expect, it, test } from 'vitest';
import { comparedKinds, DUPLICATE_POLICY } from '../../src/lead/duplicate-policy.ts';
import { WAYS_IN } from '../../src/lead/submission.ts';

describe('what is compared', () => {
  test.each(['manual', 'import', 'html-form', 'xml', 'url', 'json', 'mail', 'portal'] as const)(
    '%s: phone, e-mail and ID',
    (wayIn) => expect(comparedKinds(wayIn)).toEqual(['idNumber', 'phone', 'email']),
  );
  it('internal form: e-mail or any phone', () => expect(comparedKinds('internal-form')).toEqual(['phone', 'email']));
  test.each(['api', 'copy'] as const)('%s: nothing', (wayIn) => expect(comparedKinds(wayIn)).toEqual([]));
});

it('lets a channel narrow what is compared, never widen it', () => {
  expect(comparedKinds('html-form', { identityKinds: ['email'] })).toEqual(['email']);
  expect(comparedKinds('html-form', { identityKinds: ['email', 'idNumber'] })).toEqual(['idNumber', 'email']);
  expect(comparedKinds('html-form', { identityKinds: [] })).toEqual([]);
  expect(comparedKinds('internal-form', { identityKinds: ['idNumber', 'phone'] })).toEqual(['phone']);
  expect(comparedKinds('api', { identityKinds: ['phone'] })).toEqual([]);
});

it('says what happens when a contact is found', () => {
  expect(Object.fromEntries(WAYS_IN.map((wayIn) => [wayIn, DUPLICATE_POLICY[wayIn].onMatch]))).toEqual({
    'html-form': 'complete',
    xml: 'complete',
    url: 'complete',
    json: 'complete',
    mail: 'complete',
    'internal-form': 'complete',
    portal: 'complete',
    api: 'create',
    import: 'import-mode',
    manual: 'ask',
    copy: 'create',
  });
});

it('alerts of a repeat inquiry by the ways in that people use by themselves', () => {
  const alerting = WAYS_IN.filter((wayIn) => DUPLICATE_POLICY[wayIn].repeatInquiry);
  expect(alerting).toEqual(['html-form', 'xml', 'url', 'json', 'mail', 'internal-form', 'portal']);
});
