import type { Pair } from '../../../lead/submission.ts';
import { type FlatSender, questionPair, submission } from '../sender.ts';

const FIELD_PART = /^fields\[([^\]]*)\]\[([^\]]*)\]$/;
const PARTS = new Set(['id', 'type', 'title', 'value', 'raw_value', 'required']);
const META_PART = /^(?:meta|form)\[([^\]]*)\](?:\[([^\]]*)\])?$/;

/** What a field's type says when neither its id nor its title is a name we know. */
const TYPE_NAMES = new Map([
  ['email', 'Email'],
  ['tel', 'Phone'],
]);

/**
 * Elementor Pro's form webhook: labels as names, or with "advanced data" `fields[id][title]` and `fields[id][value]`.
 */
export const elementor: FlatSender = ({ pairs, has }) => {
  if (has('form_id') && has('form_name')) return submission('elementor', pairs);
  const isAdvanced = pairs.some(({ name }) => FIELD_PART.exec(name)?.[2] === 'value');
  return isAdvanced ? submission('elementor', advanced(pairs)) : undefined;
};

function advanced(pairs: Pair[]): Pair[] {
  const fields = new Map<string, Map<string, string>>();
  const others: Pair[] = [];
  for (const pair of pairs) {
    const [, id, part] = FIELD_PART.exec(pair.name) ?? [];
    const parts = fields.get(id ?? '') ?? new Map<string, string>();
    if (id === undefined || part === undefined || !PARTS.has(part) || parts.has(part)) others.push(pair);
    else fields.set(id, parts.set(part, pair.value));
  }
  return [...[...fields].map(fieldPair), ...metaPairs(others)];
}

function fieldPair([id, parts]: [string, Map<string, string>]): Pair {
  const value = parts.get('value') || parts.get('raw_value') || '';
  return questionPair(id, parts.get('title'), value, TYPE_NAMES.get(parts.get('type') ?? ''));
}

function metaPairs(pairs: Pair[]): Pair[] {
  return pairs.flatMap((pair) => {
    const [whole, key, part] = META_PART.exec(pair.name) ?? [];
    if (whole === undefined) return [pair];
    if (part === 'title') return [];
    const name = whole.startsWith('form') ? `form_${key}` : `meta_${key}`;
    return [{ name: part === undefined || part === 'value' ? name : whole, value: pair.value }];
  });
}
