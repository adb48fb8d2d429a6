import { labelTarget } from '../../lead/fields/field-names.ts';
import type { Pair } from '../../lead/submission.ts';
import { placeIn } from '../json/containers.ts';

/** What the parts of one field are called, where a form builder writes them into one text (Formstack's webhooks). */
const PARTS: ReadonlySet<string> = new Set(
  (
    'first middle last initial prefix suffix full value field_type address address2 address_1 address_2 street city ' +
    'state province zip postal_code country area prefix number ext extension'
  ).split(' '),
);
/** A text longer than this, in characters, or of more lines is what somebody wrote. */
const LONGEST = 1000;
const MOST_LINES = 12;
const PART = /^([a-z][a-z_]{1,15}\d?) ?= ?(.{0,500})$/;

/**
 * The same pairs, those apart whose value is the parts of a field, one a line: `first = Dana`, `last = Levi`; a
 * declared type stands there in the same way. Whatever else stands in the text leaves it as it is, and so does a
 * field for messages.
 */
export function splitSubFields(pairs: Pair[]): Pair[] {
  if (!pairs.some(({ value }) => PART.test(firstLine(value)))) return pairs;
  return pairs.flatMap((pair) => {
    const called = pair.label ?? pair.name;
    const parts = pair.whose || labelTarget(called) === 'notes' ? undefined : partsOf(pair.value);
    if (!parts) return [pair];
    return parts.map(([part, value]): Pair => {
      const name = `${pair.name}.${part}`;
      if (part === 'field_type') return { name, value, whose: 'other' };
      const { label, whose } = placeIn([called, part], true);
      return whose ? { name, value, whose } : { name, value, label: label ?? part };
    });
  });
}

const firstLine = (value: string) => (value.length > LONGEST ? '' : (value.split('\n', 1)[0] ?? '').trim());

function partsOf(value: string): [string, string][] | undefined {
  if (!PART.test(firstLine(value))) return undefined;
  const lines = value.split('\n').map((line) => line.trim());
  if (lines.length > MOST_LINES) return undefined;
  const parts = lines.filter(Boolean).map((line) => PART.exec(line));
  const named = parts.flatMap((part): [string, string][] => (part ? [[part[1] ?? '', part[2] ?? '']] : []));
  const isEach = named.length === parts.length && named.every(([part]) => PARTS.has(part));
  return isEach && new Set(named.map(([part]) => part)).size === named.length ? named : undefined;
}
