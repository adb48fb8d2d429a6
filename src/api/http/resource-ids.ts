import { Problem } from './problem.ts';

export { contactId } from '../../ids/contact-id.ts';

/*
 * Ids of contacts and tasks say whose they are: `{databaseId}-{customer number}` and
 * `{databaseId}-{customer number}-{ordinal}`. Another database's id is as unknown as one that never was.
 */

const NUMBER = '([1-9][0-9]{0,14})';
const CONTACT = new RegExp(`^([0-9a-z]{8})-${NUMBER}$`);
const TASK = new RegExp(`^([0-9a-z]{8})-${NUMBER}-${NUMBER}$`);

export const taskId = (databaseId: string, contactNumber: number, ordinal: number) =>
  `${databaseId}-${contactNumber}-${ordinal}`;

/** The customer number of a contact id. @throws Problem 404 when it is not of this database. */
export function contactNumberOf(databaseId: string, id: string): number {
  const [, owner, number] = CONTACT.exec(id) ?? [];
  if (owner !== databaseId) throw new Problem(404, 'no_such_contact', 'There is no such contact in this database.');
  return Number(number);
}

/** The contact and ordinal of a task id. @throws Problem 404 when it is not of this database. */
export function taskKeyOf(databaseId: string, id: string): { contactNumber: number; ordinal: number } {
  const [, owner, number, ordinal] = TASK.exec(id) ?? [];
  if (owner !== databaseId) throw new Problem(404, 'no_such_task', 'There is no such task in this database.');
  return { contactNumber: Number(number), ordinal: Number(ordinal) };
}

export const pairId = (databaseId: string, olderNumber: number, newerNumber: number) =>
  `${databaseId}-${olderNumber}-${newerNumber}`;

/** The two contacts of a pair's id. @throws Problem 404 when it is not of this database. */
export function pairOf(databaseId: string, id: string): { older: number; newer: number } {
  const [, owner, older, newer] = TASK.exec(id) ?? [];
  if (owner !== databaseId) {
    throw new Problem(404, 'no_such_possible_duplicate', 'There is no such possible duplicate in this database.');
  }
  return { older: Number(older), newer: Number(newer) };
}
