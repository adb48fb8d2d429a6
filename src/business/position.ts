/** The position after the last of the list. */
export const afterLast = (list: { position: number }[]) => Math.max(-1, ...list.map(({ position }) => position)) + 1;
