import { splitFullName } from '../fields/full-name.ts';
import type { Draft } from './draft.ts';

/**
 * Puts a full name where first and last name belong, as far as those are free; called again whenever another name may
 * have come. @param fixed the name is a constant of the channel, so nothing takes its place.
 */
export function namePerson(draft: Draft, fixed = false): void {
  const name = draft.nameOf('fullName');
  const fullName = draft.take('fullName');
  if (fullName === undefined) return;
  const firstName = draft.text('firstName');
  const lastName = draft.text('lastName');
  const added = splitFullName(fullName, { firstName, lastName });
  if (added?.firstName) draft.put('firstName', added.firstName, name, fixed);
  if (added?.lastName) draft.put('lastName', added.lastName, name, fixed);
  if (added?.namePrefix) draft.put('namePrefix', added.namePrefix, name, fixed);
  if (added === undefined && fullName !== `${firstName} ${lastName}`) draft.keep(name, fullName);
}
