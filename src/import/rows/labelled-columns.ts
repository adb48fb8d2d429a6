/** What stands before a value in an address book's export, and which of its two columns it is. */
const LABELLED = /^(.{1,60}?)\s{0,3}-\s{0,3}(label|type|value|תווית|סוג|ערך)$/i;
const MOST_COLUMNS = 1000;

/**
 * Pairs of columns as address books export them, `Phone 4 - Label` (or `- Type`) beside `Phone 4 - Value`: for a
 * value's column the one that says in each row what it is. Columns by their place, from 0.
 */
export function labelColumns(names: readonly string[]): ReadonlyMap<number, number> {
  const labels = new Map<string, number>();
  const values = new Map<string, number>();
  for (const [at, name] of names.slice(0, MOST_COLUMNS).entries()) {
    const [, what = '', part = ''] = LABELLED.exec(name.trim()) ?? [];
    if (part === '') continue;
    const isValue = /^(?:value|ערך)$/i.test(part);
    (isValue ? values : labels).set(what.toLowerCase(), at);
  }
  const found = new Map<number, number>();
  for (const [what, at] of values) {
    const label = labels.get(what);
    if (label !== undefined) found.set(at, label);
  }
  return found;
}
