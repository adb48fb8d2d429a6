import { canonicalTarget, nameKey } from '../../lead/fields/field-names.ts';
import { DETAILS } from '../../lead/lead.ts';

const ASKED: ReadonlySet<string> = new Set([...DETAILS, 'mailingList']);

/**
 * The field a visitor can be asked for by this name: one of the contact's, by its name or its public name, or a custom
 * one.
 * @param custom the ids of the custom fields there are, such as `custom:budget`.
 * @returns undefined when the name means none.
 */
export function askedField(written: string, custom: ReadonlySet<string>): string | undefined {
  if (ASKED.has(written) || custom.has(written)) return written;
  const target = canonicalTarget(nameKey(written));
  return target !== undefined && ASKED.has(target) ? target : undefined;
}
