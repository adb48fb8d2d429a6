import type { CommonTarget } from '../field-names.ts';
import type { Meaning } from './lexicon.ts';
import { LONGEST_LABEL, type Word, wordsOf } from './words.ts';

/** A piece of a phone number that some forms and lists keep in a field of its own. */
export type PhonePart = 'area' | 'country' | 'extension';

/** What a label asks for, as far as its words say. */
export interface LabelReading {
  /** The field it asks for. */
  target?: CommonTarget;
  /** It asks for a piece of a phone number. */
  part?: PhonePart;
  /** It asks for the phone, address or name of somebody else, or of something. */
  isForeign?: boolean;
  /** It speaks about a field or a thing, such as a type, an id or a time. */
  isAbout?: boolean;
}

const NOTHING: LabelReading = {};
/** Labels read before; senders repeat themselves, attackers do not, hence the bound. */
const MOST_REMEMBERED = 2000;
const remembered = new Map<string, LabelReading>();

/**
 * Reads a label by its words: prefixes and suffixes, numbers and spellings apart, in any of the languages of
 * {@link LEXICON}. It knows no channel, and a label whose words it does not all understand means nothing to it. Pure,
 * and linear in the first 160 characters.
 */
export function readLabel(label: string): LabelReading {
  if (label.length > LONGEST_LABEL) return NOTHING;
  const known = remembered.get(label);
  if (known) return known;
  const reading = read(wordsOf(label));
  if (remembered.size >= MOST_REMEMBERED) remembered.delete(remembered.keys().next().value ?? '');
  remembered.set(label, reading);
  return reading;
}

/** The words of a label by what they say. */
class Said {
  readonly core: readonly Word[];
  readonly #texts: ReadonlySet<string>;
  readonly #all: ReadonlySet<Meaning | undefined>;
  readonly #core: ReadonlySet<Meaning | undefined>;
  /** Words outside brackets and before the purpose that nobody knows. */
  readonly isWholeKnown: boolean;

  constructor(words: readonly Word[]) {
    const purpose = words.findIndex(({ meaning, isPurpose }, at) => at > 0 && (isPurpose || meaning === 'purpose'));
    const upTo = purpose < 0 ? words : words.slice(0, purpose);
    const outside = upTo.filter(({ isAside }) => !isAside);
    this.core = outside.length > 0 ? outside : upTo;
    this.#texts = new Set(words.map(({ text }) => text));
    this.#all = new Set(words.map(({ meaning }) => meaning));
    this.#core = new Set(this.core.map(({ meaning }) => meaning));
    this.isWholeKnown = this.core.every(({ meaning }) => meaning !== undefined);
  }

  /** Some word of the field itself says one of these. */
  has(...meanings: Meaning[]): boolean {
    return meanings.some((meaning) => this.#core.has(meaning));
  }

  /** Some word says one of these, in brackets and in the purpose, too. */
  mentions(...meanings: Meaning[]): boolean {
    return meanings.some((meaning) => this.#all.has(meaning));
  }

  word(meaning: Meaning): Word | undefined {
    return this.core.find((one) => one.meaning === meaning);
  }

  /** All of these words are there, wherever. */
  hears(...texts: string[]): boolean {
    return texts.every((text) => this.#texts.has(text));
  }

  says(...texts: string[]): boolean {
    return texts.every((text) => this.core.some((one) => one.text === text));
  }
}

function read(words: readonly Word[]): LabelReading {
  if (words.length === 0) return NOTHING;
  const said = new Said(words);
  const reach = reachOf(said);
  const part = partOf(said, reach);
  if (part) return { part };
  if (reach !== undefined) return readReach(reach, said);
  if (said.mentions('foreign') || said.says('our')) return FOREIGN;
  if (asksForMessage(said)) return { target: 'notes' };
  if (said.has('about', 'thing')) return ABOUT;
  if (!said.isWholeKnown) return NOTHING;
  const target = said.has('ask') ? undefined : (nameOf(said) ?? detailOf(said));
  return target === undefined ? NOTHING : { target };
}

const FOREIGN: LabelReading = { isForeign: true };
const ABOUT: LabelReading = { isAbout: true };
type Reach = 'phone' | 'mobile' | 'fax' | 'email';

/** By what means the label asks to reach somebody. */
function reachOf(said: Said): Reach | undefined {
  if (said.has('fax')) return 'fax';
  if (said.has('email')) return 'email';
  // A text message, and what is typed into it, is a message; a message to a phone is one all the same.
  if (said.has('mobile')) return 'mobile';
  if (said.has('phone')) return said.core.some(isMobileAside) || said.mentions('mobile') ? 'mobile' : 'phone';
  const isNumber = said.has('number') && !said.has('message', 'identity', 'company', 'name');
  return isNumber && (said.mentions('call') || said.says('contact')) ? 'phone' : undefined;
}

const isMobileAside = ({ meaning }: Word) => meaning === 'mobile';

function partOf(said: Said, reach: Reach | undefined): PhonePart | undefined {
  if (said.has('about', 'ask', 'zip', 'postal') || !said.isWholeKnown || said.mentions('foreign')) return undefined;
  if (said.has('name') || reach === 'email' || reach === 'fax') return undefined;
  if (said.has('extension')) return said.has('email', 'address') ? undefined : 'extension';
  if (said.has('dial') && said.has('code', 'dial') && (said.has('code') || said.core.length === 1 || reach))
    return 'country';
  if (said.has('country') && (said.has('area') || said.has('code'))) return 'country';
  if (said.has('area')) return 'area';
  return reach !== undefined && said.has('code') ? 'country' : undefined;
}

function readReach(reach: Reach, said: Said): LabelReading {
  if (isOfAnother(reach, said)) return FOREIGN;
  if (
    isCount(said) ||
    said.has('about', 'thing') ||
    (said.has('ask') && !said.has('number', 'call')) ||
    !said.isWholeKnown
  )
    return NOTHING;
  // A text that somebody sends is a message, whatever it is sent by.
  if (said.has('message', 'news', 'name', 'gender', 'birth', 'website', 'title')) return NOTHING;
  if (reach === 'fax') return { target: 'fax' };
  if (reach === 'email') return said.has('street', 'city', 'zip') ? NOTHING : { target: 'email' };
  if (said.has('identity', 'date')) return NOTHING;
  const isFurther = said.mentions('other', 'office') || said.says('business') || isNumbered(said);
  return { target: isFurther ? 'otherPhone' : reach };
}

/** `Number of phones`. */
function isCount({ core }: Said): boolean {
  const at = core.findIndex(({ meaning }) => meaning === 'number');
  return at >= 0 && core[at + 1]?.text === 'of';
}

/** `phone 2`, and not `field 2 phone` or what a form builder numbers from some other number on. */
function isNumbered({ core }: Said): boolean {
  const at = core.findIndex(({ text }) => /^[2-9]$/.test(text));
  return at > 0 && at === core.length - 1 && ['phone', 'mobile', 'number'].includes(core[at - 1]?.meaning ?? '');
}

/** The phone of a company or an office is a switchboard, which people share; `business phone` is where one works. */
function isOfAnother(reach: Reach, said: Said): boolean {
  if (said.mentions('foreign') || said.says('our')) return true;
  if (said.has('thing') && !said.has('message')) return true;
  const company = said.core.find(({ meaning, text }) => meaning === 'company' && text !== 'business');
  if (company && reach !== 'fax') return true;
  return said.word('office')?.isDefinite === true && reach !== 'fax';
}

function asksForMessage(said: Said): boolean {
  const has = (...texts: string[]) => said.hears(...texts);
  const isOffer = ['help', 'לעזור', 'helfen', 'aider', 'ayudar'].some((help) => said.hears(help));
  if ((isOffer && said.mentions('ask')) || has('tell', 'us') || has('anything', 'else')) return !said.has('name');
  if (!said.has('message') || said.mentions('about', 'thing', 'name', 'date', 'number')) return false;
  return said.isWholeKnown && !said.has('address', 'city', 'website', 'title');
}

function nameOf(said: Said): CommonTarget | undefined {
  const isBoth = said.has('first') && said.has('last');
  if (!said.has('name')) {
    if (isBoth || said.word('full')?.text === 'фио' || said.says('fullname')) return 'fullName';
    const half = said.has('first') ? ('firstName' as const) : said.has('last') ? ('lastName' as const) : undefined;
    return half !== undefined && said.core.every(isNamePart) ? half : undefined;
  }
  if (said.has('form') && !said.says('field')) return undefined;
  if (said.has('user', 'title', 'code', 'date', 'website', 'country', 'city', 'area')) return undefined;
  if (said.has('company')) return said.has('first', 'last') ? undefined : 'company';
  if (said.has('street')) return 'address';
  if (said.has('address', 'message', 'job', 'identity', 'birth', 'number', 'news', 'office')) return undefined;
  if (said.has('other')) return undefined;
  const last = said.word('last');
  // `שם ומשפחה` is both names, `שם משפחה` one.
  const isJoined = [last, said.word('first'), said.word('name')].some((one) => one?.isJoined);
  if (isBoth || (isJoined && said.has('first', 'last'))) return 'fullName';
  if (last) return 'lastName';
  return said.has('first') ? 'firstName' : 'fullName';
}

const isNamePart = ({ meaning }: Word) => ['first', 'last', 'mine', 'id', 'form', 'user'].includes(meaning ?? '');

/** What is not a way to reach somebody, nor a name: one head, and words that say nothing beside it. */
function detailOf(said: Said): CommonTarget | undefined {
  if (said.has('birth')) return said.has('city', 'country', 'address') ? undefined : 'birthDate';
  if (said.has('date', 'other', 'office', 'call')) return undefined;
  // Nobody has people confirm a web address; such names belong to traps for programs.
  if (said.has('website') && said.hears('confirm')) return undefined;
  if (said.has('website')) return said.has('city', 'country', 'user', 'form') ? undefined : 'url';
  if (said.has('zip') || (said.has('postal') && said.has('code'))) return 'postalCode';
  if (said.has('identity')) return 'idNumber';
  if (said.has('code')) return undefined;
  if (said.has('company')) return said.has('number', 'address', 'job') ? undefined : 'company';
  if (said.has('gender')) return 'gender';
  if (said.has('job')) return 'title';
  if (said.has('city')) return 'city';
  if (said.has('country')) return 'country';
  if (said.has('address', 'street'))
    return said.has('id') && !said.has('mine') && said.core.length > 2 ? undefined : 'address';
  return said.has('news') ? 'mailingList' : undefined;
}
