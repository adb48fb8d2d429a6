import { plainNumber } from './decimal.ts';
import { applyMask, type NumberFormat } from './number-format.ts';
import { isoDate, serialDate } from './serial-date.ts';
import { unescapeText } from './text-run.ts';

/** A cell as its XML has it; of a shared string only the number stands in `value`. */
export interface RawCell {
  /** `t`: `n` when absent, `s`, `str`, `inlineStr`, `b`, `e` or `d`. */
  type: string;
  format: NumberFormat;
  value: string;
  hasFormula: boolean;
}

/** What a person sees in the cell, and the error when it has no value. */
export type CellText = { text: string; error?: string };

/** The text of a cell that is no shared string (`t="s"`). */
export function cellText({ type, format, value, hasFormula }: RawCell, is1904: boolean): CellText {
  if (value === '' && hasFormula && type !== 'str') return { text: '', error: '#NO_VALUE' };
  switch (type) {
    case 'str':
      return { text: unescapeText(value) };
    case 'inlineStr':
      return { text: value };
    case 'b':
      return { text: flagText(value.trim()) };
    case 'e':
      return { text: '', error: value.trim().slice(0, 40) || '#VALUE!' };
    case 'd':
      return { text: isoDate(value) };
    default:
      return { text: numberText(value, format, is1904) };
  }
}

/** As Excel shows it in English; the flags of product.md understand it. */
function flagText(value: string): string {
  if (value === '1' || value === 'true') return 'TRUE';
  return value === '0' || value === 'false' ? 'FALSE' : value;
}

function numberText(raw: string, format: NumberFormat, is1904: boolean): string {
  const plain = plainNumber(raw);
  if (plain === undefined) return raw;
  if (format === undefined) return plain;
  if ('date' in format) return serialDate(Number(plain), format.date, is1904) ?? plain;
  return /^\d+$/.test(plain) ? applyMask(format.mask, plain) : plain;
}
