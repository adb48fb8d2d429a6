/**
 * The list with `item` at `position` (0 is first; beyond the end is last), everybody numbered anew.
 * @returns only the records whose number changed, and `item` always.
 */
export function placeAt<T extends { id: string; position: number }>(list: T[], item: T, position: number): T[] {
  const others = list.filter(({ id }) => id !== item.id);
  const ordered = others.toSpliced(position, 0, item);
  return ordered
    .map((record, at) => (record.position === at ? record : { ...record, position: at }))
    .filter((record, at) => record.id === item.id || ordered[at] !== record);
}

/** The position after the last of the list. */
export const afterLast = (list: { position: number }[]) => Math.max(-1, ...list.map(({ position }) => position)) + 1;
