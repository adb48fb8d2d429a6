const FLAGS = new Map([
  ['1', true],
  ['true', true],
  ['yes', true],
  ['on', true],
  ['כן', true],
  ['0', false],
  ['false', false],
  ['no', false],
  ['off', false],
  ['לא', false],
]);

/**
 * A flag as senders write it: `1/0`, `true/false`, `yes/no`, `on/off`, `כן/לא`, in any case. Undefined for anything
 * else, which counts as not sent; the caller leaves a warning (product.md, "Duplicates", Flags).
 */
export function readFlag(value: string): boolean | undefined {
  return FLAGS.get(value.trim().toLowerCase());
}
