/** A source of chance that gives the same for the same seed (mulberry32). */
export function chanceOf(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    /** Whether something of this likelihood happens. */
    happens: (likelihood: number) => next() < likelihood,
    /** A whole number from 0 up to, not including, `end`. */
    below: (end: number) => Math.floor(next() * end),
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
    shuffle<T>(list: readonly T[]): T[] {
      const mixed = [...list];
      for (let at = mixed.length - 1; at > 0; at--) {
        const other = Math.floor(next() * (at + 1));
        [mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T];
      }
      return mixed;
    },
  };
}
export type Chance = ReturnType<typeof chanceOf>;

/** What somebody writes, by the names of an HTML form; `Remarks` makes every inquiry another content. */
export type Inquiry = Record<string, string>;

const FIRST = ['Dana', 'Noam', 'Rivka', 'Yael', 'Omer', 'דנה', 'נועם'];
const LAST = ['Levi', 'Cohen', 'Mizrahi', 'לוי', 'כהן'];
const CITIES = ['Haifa', 'Lod', 'Eilat', 'חיפה'];

/**
 * Inquiries of a few fictional people who share some phones and addresses, each time with another part of their
 * details.
 * @param series keeps the identities of one history apart from those of another.
 */
export function inquiriesOf(chance: Chance, count: number, series: number): Inquiry[] {
  const digits = (n: number) => String(1_000_000 + ((series * 1009 + n) % 8_999_999)).slice(-7);
  const phones = Array.from({ length: Math.ceil(count / 2) }, (_, n) => `052-${digits(n)}`);
  const mails = Array.from({ length: Math.ceil(count / 2) }, (_, n) => `person${series}.${n}@example.com`);
  return Array.from({ length: count }, (_, n) => {
    const inquiry: Inquiry = { Remarks: `inquiry ${series}.${n}` };
    const hasPhone = chance.happens(0.75);
    if (hasPhone) inquiry.Phone = chance.pick(phones);
    if (!hasPhone || chance.happens(0.6)) inquiry.Email = chance.pick(mails);
    if (chance.happens(0.2)) inquiry.MobilePhone = chance.pick(phones);
    if (chance.happens(0.7)) inquiry.FirstName = chance.pick(FIRST);
    if (chance.happens(0.6)) inquiry.LastName = chance.pick(LAST);
    if (chance.happens(0.3)) inquiry.City = chance.pick(CITIES);
    return inquiry;
  });
}
