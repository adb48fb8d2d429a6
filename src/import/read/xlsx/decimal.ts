const NUMBER = /^([+-]?)(\d{1,400})?(?:\.(\d{0,400}))?(?:[eE]([+-]?\d{1,4}))?$/;
/** Excel calculates with doubles and shows this many digits. */
const SHOWN_DIGITS = 15;
/** Doubles reach no further. */
const MOST_EXPONENT = 400;

/**
 * A number of a sheet's XML as plain decimal text: no exponent, no zeros without meaning, every digit of a whole number
 * kept (`9.72521234567E11` is a phone). A fraction that only the last bits of its double made long is rounded to the 15
 * digits that Excel shows. Undefined when it is no number.
 */
export function plainNumber(raw: string): string | undefined {
  if (/^[1-9]\d{0,14}$/.test(raw)) return raw;
  const match = NUMBER.exec(raw.trim());
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  const exponent = Number(power);
  if (whole + fraction === '' || Math.abs(exponent) > MOST_EXPONENT) return undefined;
  const [integer, rest] = shift(whole, fraction, exponent);
  const isLong = rest !== '' && (integer === '0' ? rest.replace(/^0+/, '') : integer + rest).length > SHOWN_DIGITS;
  const rounded = isLong ? roundShown(integer, rest) : undefined;
  const text = rounded ?? (rest === '' ? integer : `${integer}.${rest}`);
  return sign === '-' && text !== '0' ? `-${text}` : text;
}

/** Moves the point; the whole without leading zeros but one, the fraction without trailing ones. */
function shift(whole: string, fraction: string, exponent: number): [whole: string, fraction: string] {
  const digits = whole + fraction;
  const point = whole.length + exponent;
  const integer = point <= 0 ? '' : digits.slice(0, point).padEnd(point, '0');
  const rest = point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point);
  return [integer.replace(/^0+/, '') || '0', rest.replace(/(?<!0)0+$/, '')];
}

function roundShown(integer: string, rest: string): string | undefined {
  if (integer.length > SHOWN_DIGITS) return undefined;
  const shown = Number(`${integer}.${rest}`).toPrecision(SHOWN_DIGITS);
  if (!shown.includes('e')) return shown.replace(/(?:\.|(?<!0))0+$/, '');
  return plainNumber(shown);
}
