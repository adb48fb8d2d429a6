import { canonicalTarget, nameKey, synonymTarget } from '../../lead/fields/field-names.ts';

/** A reference is a short word; what is longer is none. */
const LONGEST = 200;

/** The marketer's reference in a link, word for word: `?ref=`, `Aff_Num`, or another of that field's names. */
export function marketerIn(parameters: URLSearchParams): string {
  for (const [name, value] of parameters) {
    const key = nameKey(name);
    const isMarketer = key === 'ref' || (canonicalTarget(key) ?? synonymTarget(key)) === 'marketer';
    if (isMarketer && value.trim() && value.length <= LONGEST) return value;
  }
  return '';
}
