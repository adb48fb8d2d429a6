import type { Pair } from '../../lead/submission.ts';
import type { Column } from '../job/import-job.ts';
import { columnName } from '../read/header.ts';
import { labelColumns } from './labelled-columns.ts';
import { type CellPhone, phoneCalled, phonesInCell } from './phones-in-cell.ts';

/** What a row says, and what identifies its person beside the fields of the card. */
export interface RowPairs {
  pairs: Pair[];
  /** Phones and addresses that the card has no field for, by the name of their column. */
  further: { name: string; value: string; kind: 'phone' | 'email' }[];
  /** Numbers that words in the cell give to somebody else. */
  others: { name: string; value: string }[];
}

/** The fields a phone can stand in. A fax is nobody's identity. */
const PHONES = ['phone', 'mobile', 'otherPhone', 'fax'] as const;
type PhoneField = (typeof PHONES)[number];

const asPhone = (target: string | null): PhoneField | undefined => PHONES.find((phone) => phone === target);

/** What a column is called; a row may be longer than any that was seen when the columns were named. */
export const nameOfColumn = (columns: readonly Column[], at: number) => columns[at]?.name ?? columnName(at);

/** How a value of a column is called that goes to another field than its column does. */
const sentTo = (name: string, field: PhoneField) => `${name} → ${field}`;

/** The mapping that columns and {@link sentTo}'s names need. */
export function mappingOf(columns: readonly Column[], except: string): Record<string, string> {
  return Object.fromEntries(
    columns.flatMap(({ name, target }): [string, string][] => {
      if (target === null || target === except) return [];
      const fields = asPhone(target) ? PHONES : [];
      return [[name, target], ...fields.map((field): [string, string] => [sentTo(name, field), field])];
    }),
  );
}

/**
 * Reads the cells of rows as pairs: of several phones each takes the field it is called by, or one that is free, first
 * those of columns named exactly; of several e-mail addresses the first is the card's. What remains identifies, too.
 */
export function pairReader(columns: readonly Column[], except: number): (cells: readonly string[]) => RowPairs {
  const labels = labelColumns(columns.map(({ name }) => name));
  return (cells) => {
    const read: RowPairs = { pairs: [], further: [], others: [] };
    const phones: { pair: Pair; phone: CellPhone; name: string; field: PhoneField; isPlaced: boolean }[] = [];
    let hasEmail = false;
    for (const [at, value] of cells.entries()) {
      if (!value || at === except) continue;
      const name = nameOfColumn(columns, at);
      const target = columns[at]?.target ?? null;
      const labelled = labels.get(at);
      const label = labelled === undefined ? undefined : cells[labelled]?.trim();
      const field = asPhone(target);
      if (field) {
        const { own, others } = phonesInCell(value);
        read.others.push(...others.map((other) => ({ name, value: other })));
        const called = label && field === 'phone' ? phoneCalled(label) : undefined;
        for (const phone of own) {
          const pair = { name, value: phone.value };
          read.pairs.push(pair);
          phones.push({ pair, phone, name, field: phone.says ?? called ?? field, isPlaced: false });
        }
      } else if (target === 'email') {
        for (const address of addressesIn(value)) {
          if (hasEmail) read.further.push({ name, value: address, kind: 'email' });
          else read.pairs.push({ name, value: address });
          hasEmail = true;
        }
      } else read.pairs.push({ name, value });
    }
    if (phones.length === 0) return read;

    const taken = new Set<PhoneField>();
    const place = (one: (typeof phones)[number], field: PhoneField) => {
      one.isPlaced = true;
      taken.add(field);
      if (columns.find(({ name }) => name === one.name)?.target !== field) one.pair.name = sentTo(one.name, field);
    };
    for (const one of phones) if (!taken.has(one.field)) place(one, one.field);
    for (const one of phones) {
      if (one.isPlaced) continue;
      const free = freeFor(one.field, one.phone.value).find((field) => !taken.has(field));
      if (free) place(one, free);
      else if (one.field === 'fax') read.others.push({ name: one.name, value: one.phone.value });
      else read.further.push({ name: one.name, value: one.phone.value, kind: 'phone' });
    }
    const left = new Set(phones.flatMap(({ pair, isPlaced }) => (isPlaced ? [] : [pair])));
    if (left.size > 0) read.pairs = read.pairs.filter((pair) => !left.has(pair));
    return read;
  };
}

/** Where a phone may go whose field is taken; a landline is never the mobile, which messages go to. */
function freeFor(field: PhoneField, value: string): PhoneField[] {
  if (field === 'fax') return [];
  const isMobile = field === 'mobile' || /^(?:972|00972|0)?5\d{8}$/.test(value.replace(/\D/g, ''));
  return isMobile ? ['mobile', 'otherPhone', 'phone'] : ['phone', 'otherPhone'];
}

/** Several addresses of one cell, where each is one; else the cell as it stands. */
function addressesIn(cell: string): string[] {
  const parts = cell
    .slice(0, 1000)
    .split(/:::|[\n\r;,|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length > 1 && parts.every((part) => /^[^\s@]+@[^\s@]+$/.test(part)) ? parts : [cell];
}
