import { expect, it } from 'vitest';
import { createdBy, isNoName, NO_NAME, stampNew, stampRepeat } from '../../src/lead/stamps.ts';

it('stamps a new contact as a hot lead with a new status', () => {
  expect(stampNew()).toEqual({ token: 'Hot Lead', statusBecomesNew: true });
});

it('stamps a repeat inquiry as a hot lead and leaves the status alone', () => {
  expect(stampRepeat({ statusIsNotInterested: false })).toEqual({ token: 'Hot Lead', statusBecomesNew: false });
});

it('renews who was not interested', () => {
  expect(stampRepeat({ statusIsNotInterested: true })).toEqual({ token: 'Renewed', statusBecomesNew: true });
});

it('counts the stamp of a nameless lead as no name', () => {
  expect(NO_NAME).toBe('No Name From Web');
  for (const none of [NO_NAME, ` ${NO_NAME} `, '', ' ', null, undefined]) expect(isNoName(none)).toBe(true);
  expect(isNoName('Levi')).toBe(false);
});

it('names the engine that created the record', () => {
  expect(createdBy('Spring landing page', 'html-form')).toBe('Spring landing page (HTML form)');
  expect(createdBy('', 'mail')).toBe('Mail2Lead');
});
