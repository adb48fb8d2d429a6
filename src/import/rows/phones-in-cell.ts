import { readLabel } from '../../lead/fields/label/read-label.ts';

/** A phone in a cell, and what the words beside it call it. */
export interface CellPhone {
  value: string;
  says?: 'phone' | 'mobile' | 'otherPhone' | 'fax';
}

/** What a cell of phones holds. */
export interface CellPhones {
  own: CellPhone[];
  /** Beside words that nobody understands, such as whose it is: kept, and compared with nothing. */
  others: string[];
}

const MOST_CHARACTERS = 300;
const FEWEST_DIGITS = 7;
/** Google writes `:::` between values; people write all else. */
const BETWEEN = /:::|[\n\r;,|/]|\s(?:או|ו|or|and|&)\s|(?=\([^()\d]{0,40}\p{L}[^()\d]{0,40}\d)/iu;
const NUMBER = /\+?\(?\d[\d\s().\-–]*\d/;

/**
 * The phones of a cell that holds several (`052-1234567 / 04-1234567`), one by one. A cell whose parts are not all
 * whole numbers (`03-5551327/5`, `052-1234567, evenings`) is one value, as it stands. Linear.
 */
export function phonesInCell(cell: string): CellPhones {
  const whole: CellPhones = { own: [{ value: cell }], others: [] };
  if (cell.length > MOST_CHARACTERS) return whole;
  const parts = cell
    .split(BETWEEN)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length < 2 || parts.some((part) => part.replace(/\D/g, '').length < FEWEST_DIGITS)) return whole;
  const own: CellPhone[] = [];
  const others: string[] = [];
  for (const part of parts) {
    const value = NUMBER.exec(part)?.[0].trim() ?? part;
    const words = part
      .replace(value, ' ')
      .replace(/[():\s]+/g, ' ')
      .trim();
    const says = words === '' ? undefined : phoneCalled(words);
    if (words === '') own.push({ value });
    else if (says) own.push({ value, says });
    else others.push(part);
  }
  return own.length > 0 ? { own, others } : whole;
}

/** Which phone a label means, as an address book's `Mobile` or `Work Fax` or the words beside a number do. */
export function phoneCalled(label: string): CellPhone['says'] {
  if (
    /^\W{0,2}(?:home|house|work|main|office|business|other|primary|pager|בית|בבית|עבודה|משרד|ראשי|אחר)\W{0,2}$/i.test(
      label,
    )
  )
    return 'phone';
  if (/^(?:iphone|android)$/i.test(label.trim())) return 'mobile';
  const { target } = readLabel(label);
  return target === 'mobile' || target === 'fax' || target === 'phone' || target === 'otherPhone' ? target : undefined;
}
