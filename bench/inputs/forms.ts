/**
 * The forms of a landing page, one person a number. The seed (`seed.ts`) and the forms agree on what person `n` is
 * called, so that a form of a seeded person is a repeat inquiry.
 */
export const formOf = (person: number, note: string): Record<string, string> => ({
  FirstName: `Dana${person}`,
  LastName: 'בן דוד',
  Phone: `052-${FIRST_PHONE + person}`,
  Email: `person${person}@example.com`,
  City: 'תל אביב',
  Remarks: `I saw your page and would like an offer (${note}).`,
});

/** Seven digits after 052; a person's phone is this and the person's number. */
export const FIRST_PHONE = 2_100_000;
