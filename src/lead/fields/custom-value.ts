import type { CustomField } from '../channel/channel.ts';
import type { CustomValue } from '../lead.ts';
import { asciiDigits } from '../text.ts';
import { readDate } from './calendar-day.ts';
import { nameKey } from './field-names.ts';
import { readFlag } from './flag.ts';

/** A custom value, and whether it is what its field's type asks for; when not, it is the text as sent. */
export interface CustomReading {
  value: CustomValue;
  fits: boolean;
}

const NUMBER = /^[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/;
/** Beyond this many digits a number is an identifier, and a double would change it. */
const EXACT_DIGITS = 15;

/**
 * What was sent for a custom field, as the field's type: a finite number, a day (`YYYY-MM-DD`), true or false, one
 * option or a list of options. A value that does not fit stays as text: a lead loses nothing because a form asked
 * wrongly.
 */
export function readCustomValue(field: CustomField, sent: readonly string[]): CustomReading {
  const [text = ''] = sent;
  switch (field.type) {
    case 'text':
    case 'longText':
      return { value: text, fits: true };
    case 'number':
      return orText(readNumber(text), text);
    case 'date':
      return orText(readDate(text), text);
    case 'yesNo':
      return orText(readFlag(text), text);
    case 'oneOf':
      return orText(option(field, text), text);
    case 'manyOf':
      return readMany(field, sent);
  }
}

function orText(value: CustomValue | undefined, text: string): CustomReading {
  return value === undefined ? { value: text, fits: false } : { value, fits: true };
}

function readNumber(text: string): number | undefined {
  const plain = asciiDigits(text).replace(/[\s₪$€£]/g, '');
  if (plain.length > 40 || !NUMBER.test(plain) || plain.replace(/\D/g, '').length > EXACT_DIGITS) return undefined;
  return Number(plain.replaceAll(',', ''));
}

function readMany(field: CustomField, sent: readonly string[]): CustomReading {
  const values = new Set<string>();
  let fits = true;
  for (const text of sent) {
    const whole = option(field, text);
    for (const part of whole === undefined || field.options.length === 0 ? text.split(/[,;|\n]/) : [text]) {
      const one = part.trim();
      if (one === '') continue;
      const known = option(field, one);
      fits &&= known !== undefined;
      values.add(known ?? one);
    }
  }
  return { value: [...values], fits };
}

const optionIndex = new WeakMap<CustomField, ReadonlyMap<string, string>>();

/** The option somebody meant, in the business's spelling; a field without options takes anything. */
function option(field: CustomField, text: string): string | undefined {
  if (field.options.length === 0) return text;
  let index = optionIndex.get(field);
  if (index === undefined) {
    index = new Map(field.options.map((known) => [nameKey(known), known]));
    optionIndex.set(field, index);
  }
  return field.options.includes(text) ? text : index.get(nameKey(text));
}
