import { nameKey } from '../../lead/fields/field-names.ts';
import type { Column } from '../job/import-job.ts';
import type { TableRow, TableWarning } from '../read/table.ts';

/** What totals are called, and what stands beside the word: a count, the things counted. */
const TOTAL =
  /^(?:grand\s|sub-?)?(?:totals?|sum|סה["״'׳]{0,2}כ|סך(?:\sהכו?ל)?|סיכום|итого|всего|gesamt|summe|المجموع|الإجمالي)(?:\s(?:customers|clients|leads|contacts|rows|records|לקוחות|לידים|רשומות|שורות|כללי|הכל|הכול))?[\s:=\d.,₪$€%()-]{0,40}$/iu;
const WAYS_TO_REACH: ReadonlySet<string | null> = new Set(['phone', 'mobile', 'otherPhone', 'email', 'idNumber']);
/** Of a sum in such a column there are fewer digits than a phone has. */
const FEWEST_DIGITS = 7;
/** Rows that are named in the warning. */
const MOST_NAMED = 20;

/**
 * Tells people from what else stands among them in lists: a header that is repeated, the title of a group above it, a
 * line of totals. Rows come in order; a title is known by the row behind it, so one row waits.
 */
export class PeopleInList {
  readonly #columns: readonly Column[];
  readonly #names: readonly string[];
  readonly #leftOut: number[] = [];
  #count = 0;
  #waiting: TableRow | undefined;

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
    this.#names = columns.map(({ name }) => nameKey(name.replace(/\s\(\d+\)$/, '')));
  }

  /** The next rows of people; `isEnd` gives back what waited. */
  take(rows: readonly TableRow[], isEnd = false): TableRow[] {
    const people: TableRow[] = [];
    for (const row of rows) {
      const isHeader = this.#isHeader(row);
      if (this.#waiting) {
        if (isHeader && isTitle(this.#waiting)) this.#leaveOut(this.#waiting);
        else people.push(this.#waiting);
        this.#waiting = undefined;
      }
      if (isHeader || this.#isTotal(row)) this.#leaveOut(row);
      else this.#waiting = row;
    }
    if (isEnd && this.#waiting) {
      people.push(this.#waiting);
      this.#waiting = undefined;
    }
    return people;
  }

  /** What was left out, for whoever looks at the import. */
  warnings(): TableWarning[] {
    if (this.#count === 0) return [];
    const further = this.#count > this.#leftOut.length ? ' and more' : '';
    return [
      {
        code: 'rows_left_out',
        message: `These rows repeat the header, name a group or add up, so they are nobody and were left out: ${this.#leftOut.join(', ')}${further}.`,
      },
    ];
  }

  #leaveOut({ number }: TableRow): void {
    this.#count += 1;
    if (this.#leftOut.length < MOST_NAMED) this.#leftOut.push(number);
  }

  #isHeader({ cells }: TableRow): boolean {
    let same = 0;
    for (const [at, cell] of cells.entries()) {
      if (cell.trim() === '') continue;
      if (cell.length > 200 || nameKey(cell) !== this.#names[at]) return false;
      same += 1;
    }
    return same > 1;
  }

  #isTotal({ cells }: TableRow): boolean {
    if (!cells.some((cell) => cell.length <= 80 && TOTAL.test(cell.trim()))) return false;
    return cells.every((cell, at) => {
      const target = this.#columns[at]?.target ?? null;
      if (target === 'firstName' || target === 'lastName' || target === 'fullName' || target === 'company')
        return cell.trim() === '' || TOTAL.test(cell.slice(0, 80).trim());
      return !WAYS_TO_REACH.has(target) || !(cell.includes('@') || cell.replace(/\D/g, '').length >= FEWEST_DIGITS);
    });
  }
}

/** One cell alone. */
const isTitle = ({ cells }: TableRow) => cells.filter((cell) => cell.trim() !== '').length === 1;
