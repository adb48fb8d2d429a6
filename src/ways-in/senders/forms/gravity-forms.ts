import type { Pair } from '../../../lead/submission.ts';
import { type FlatSender, questionPair, submission } from '../sender.ts';

/** `3`, `1.6`; `input_3`, `input_1.6` and `input_1_6` in a form posted straight from the page. */
const FIELD = /^(?:input_)?(\d{1,4})(?:[._](\d{1,2}))?$/;
const ENTRY_MARKS = ['form_id', 'source_url', 'is_starred', 'date_created', 'user_agent'];

const NAME_PARTS = new Map([
  ['2', 'NamePrefix'],
  ['3', 'FirstName'],
  ['6', 'LastName'],
]);
const ADDRESS_PARTS = new Map([
  ['1', 'Address'],
  ['3', 'City'],
  ['5', 'PostalCode'],
  ['6', 'Country'],
]);

/** Gravity Forms' webhook with all fields: an entry whose answers are numbered and nameless. */
export const gravityForms: FlatSender = ({ pairs, has, value }) => {
  const isEntry = ENTRY_MARKS.filter(has).length >= 3 || pairs.some((pair) => /^gform_submit$/i.test(pair.name));
  if (!isEntry || !pairs.some((pair) => FIELD.test(pair.name))) return undefined;
  const inputs = inputsByField(pairs);
  const entryId = has('form_id') ? value('id') : undefined;
  return submission(
    'gravity-forms',
    pairs.map((pair) => answer(pair, inputs)),
    { providerLeadId: entryId && `${value('form_id')}:${entryId}` },
  );
};

function inputsByField(pairs: Pair[]): Map<string, Set<string>> {
  const inputs = new Map<string, Set<string>>();
  for (const { name } of pairs) {
    const [, field, input] = FIELD.exec(name) ?? [];
    if (field === undefined || input === undefined) continue;
    inputs.set(field, (inputs.get(field) ?? new Set()).add(input));
  }
  return inputs;
}

function answer(pair: Pair, inputs: Map<string, Set<string>>): Pair {
  const [, field, input] = FIELD.exec(pair.name) ?? [];
  if (field === undefined) return pair;
  if (input === undefined) return questionPair(pair.name, pair.label, pair.value, meaningOf(pair.value));
  const siblings = inputs.get(field) ?? new Set();
  const isName = siblings.has('3') && siblings.has('6') && !siblings.has('1') && !siblings.has('5');
  const isAddress = siblings.has('1') && siblings.has('3') && siblings.has('5');
  const label = isName ? NAME_PARTS.get(input) : isAddress ? ADDRESS_PARTS.get(input) : undefined;
  return label === undefined ? pair : { ...pair, label };
}

/** Without names, an answer that can only be an address of one kind is taken for it. */
function meaningOf(value: string): string | undefined {
  if (/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value)) return 'Email';
  return /^\+?[\d\s()\-.]{9,20}$/.test(value) && /^(?:\+|0|\(0?)/.test(value) ? 'Phone' : undefined;
}
