import type { WayInCalled } from './every-way-in.ts';
import type { Person } from './sending.ts';

/*
 * product.md, "Duplicates: one table, one engine", as data: what is compared by each way in, and what happens then.
 */

/** Somebody the business knows, with empty fields left. */
export const DANA = {
  firstName: 'Dana',
  lastName: 'Levi',
  mobile: '052-1234567',
  email: 'dana@example.com',
  idNumber: '203745823',
} as const satisfies Person;

/** What the same person, or somebody else, sends: with another first name, and a city that the card does not have. */
export const INQUIRIES = {
  nothing: { phone: '03-7654321', email: 'noa@example.org', idNumber: '200000008' },
  phone: { mobile: '+972 52 123 4567' },
  'another phone field': { otherPhone: '0521234567' },
  'e-mail': { email: ' Dana@Example.COM' },
  ID: { idNumber: '20374582-3', email: 'daniela@example.org' },
} as const satisfies Record<string, Person>;
export type KnownBy = Exclude<keyof typeof INQUIRIES, 'nothing'>;

/** What became of the card that stood there, and how many there are now. */
export interface Seen {
  contacts: 1 | 2;
  emptyFields: 'completed' | 'left empty';
  standingValues: 'kept' | 'replaced';
  /** In the contact log. */
  alert: 'repeat inquiry' | 'none';
  /** Before it was `Renewed`; and `Hot Lead` of somebody not interested. */
  token: 'Hot Lead' | 'Renewed';
  status: 'Customer' | 'New' | 'Not interested';
  newTasks: 0 | 1;
}

const untouched = {
  contacts: 1,
  emptyFields: 'left empty',
  standingValues: 'kept',
  alert: 'none',
  token: 'Renewed',
  status: 'Customer',
  newTasks: 0,
} as const satisfies Seen;
const secondContact = { ...untouched, contacts: 2 } as const satisfies Seen;

/** What happens to somebody who is known, and to one who said *not interested*, beyond that. */
interface Consequence {
  inWords: string;
  found: Seen;
  notInterested: Pick<Seen, 'token' | 'status'>;
}

const staysNotInterested = { token: 'Hot Lead', status: 'Not interested' } as const;
const becomesNew = { token: 'Renewed', status: 'New' } as const;

const repeatInquiry: Consequence = {
  inWords: 'the card is completed, with an alert, Hot Lead and a new task',
  found: { ...untouched, emptyFields: 'completed', alert: 'repeat inquiry', token: 'Hot Lead', newTasks: 1 },
  notInterested: becomesNew,
};
const asked: Consequence = { inWords: 'nothing is written', found: untouched, notInterested: staysNotInterested };
const completed: Consequence = {
  inWords: 'the card is completed, and nothing else',
  found: { ...untouched, emptyFields: 'completed' },
  notInterested: staysNotInterested,
};
const renewed: Consequence = {
  inWords: 'the card is completed, Renewed and back at new, with a new task',
  found: { ...untouched, emptyFields: 'completed', alert: 'repeat inquiry', status: 'New', newTasks: 1 },
  notInterested: becomesNew,
};
const another: Consequence = {
  inWords: 'there is a second contact, and the first is as it was',
  found: secondContact,
  notInterested: staysNotInterested,
};

const reset: Consequence = {
  inWords: 'the status is new again, and nothing else changes',
  found: { ...untouched, status: 'New' },
  notInterested: { token: 'Hot Lead', status: 'New' },
};

/** The card of somebody nobody knew. */
interface NewCard {
  createdBy: string;
  token: 'Hot Lead' | null;
  status: 'New' | 'Customer';
  tasks: 0 | 1;
}

const inquiry = (wayIn: string): NewCard => ({
  createdBy: `Website (${wayIn})`,
  token: 'Hot Lead',
  status: 'New',
  tasks: 1,
});
/** No inquiry: no token. */
const imported: NewCard = { createdBy: 'people.csv (Import)', token: null, status: 'New', tasks: 0 };
const byHand: NewCard = { createdBy: 'Setup (Manual)', token: 'Hot Lead', status: 'New', tasks: 0 };

export interface Row {
  wayIn: WayInCalled;
  compared: readonly KnownBy[];
  whenFound: Consequence;
  whenUnknown: NewCard;
}

const everything = ['phone', 'another phone field', 'e-mail', 'ID'] as const;
const emailOrAnyPhone = ['phone', 'another phone field', 'e-mail'] as const;
const notCompared = [] as const;

type Cells = [WayInCalled, Row['compared'], whenFound: Consequence, whenUnknown: NewCard];

/** One row a way in; by hand one a choice, for the import one a mode. */
const CELLS: Cells[] = [
  ['HTML form', everything, repeatInquiry, inquiry('HTML form')],
  ['XML', everything, repeatInquiry, inquiry('XML')],
  ['URL', everything, repeatInquiry, inquiry('URL')],
  ['JSON webhook', everything, repeatInquiry, inquiry('JSON')],
  ['mail', everything, repeatInquiry, inquiry('Mail2Lead')],
  ['internal form', emailOrAnyPhone, repeatInquiry, inquiry('Internal form')],
  ['portal', everything, repeatInquiry, inquiry('Portal')],
  ['API', notCompared, another, { ...byHand, createdBy: 'Setup (API)' }],
  ['manual, open the existing one', everything, asked, byHand],
  ['manual, complete its missing details', everything, completed, byHand],
  ['manual, renew it as a new lead', everything, renewed, byHand],
  ['manual, create anyway', everything, another, byHand],
  ['manual, go back', everything, asked, byHand],
  ['import, skip', everything, asked, imported],
  ['import, complete', everything, completed, imported],
  ['import, reset', everything, reset, imported],
  // The record as it is: also who created it there, and its status.
  ['copy to another database', notCompared, another, { ...byHand, createdBy: 'Elsewhere (API)', status: 'Customer' }],
];

export const DUPLICATES: Row[] = CELLS.map(([wayIn, compared, whenFound, whenUnknown]) => ({
  wayIn,
  compared,
  whenFound,
  whenUnknown,
}));

/** Every cell of somebody known: what the table demands of it, in words and in figures. */
export const KNOWN_CELLS = DUPLICATES.flatMap(({ wayIn, compared, whenFound }) =>
  everything.map((by) => {
    const isCompared = compared.includes(by);
    const { inWords, found } = isCompared ? whenFound : another;
    const more = found.contacts === 2 && isCompared ? ' because the user chose so' : '';
    const how = isCompared ? 'compared' : 'not compared';
    return [`${wayIn}: ${by} is ${how}; ${inWords}${more}`, { wayIn, by, isCompared, found }] as const;
  }),
);
