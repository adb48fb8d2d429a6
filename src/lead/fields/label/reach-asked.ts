import { FOREIGN, type LabelReading, NOTHING, type PhonePart } from './label-reading.ts';
import type { Said } from './said.ts';
import { plainWord } from './words.ts';

/** The ways to reach somebody that a label can ask for. */
export type Reach = 'phone' | 'mobile' | 'fax' | 'email';

/** By what means the label asks to reach somebody. */
export function reachAsked(said: Said): Reach | undefined {
  if (said.has('fax')) return 'fax';
  if (said.has('email') || isElectronicAddress(said)) return 'email';
  // A text message, and what is typed into it, is a message; a message to a phone is one all the same.
  if (said.has('mobile')) return 'mobile';
  if (said.has('phone')) return said.mentions('mobile') ? 'mobile' : 'phone';
  if (isWhereToCall(said)) return 'phone';
  const isNumber = said.has('number') && !said.has('message', 'identity', 'company', 'name');
  return isNumber && (said.mentions('call') || OF_WHOM.some((word) => said.says(word))) ? 'phone' : undefined;
}

/** Whose number is asked for says which. */
const OF_WHOM = 'contact caller מתקשר контактный контактного contacto ваш'.split(' ').map(plainWord);

/** `Call me at`, `Where can we call you?` */
const isWhereToCall = (said: Said) =>
  (said.hears('call') || said.hears('text') || said.hears('reach')) &&
  ((said.says('me', 'at') && said.core.length === 3) || said.hears('where', 'can', 'we', 'you'));

const ELECTRONIC = /^(?:ele[ck]tron|електрон|электрон|אלקטרונ|الكترون|إلكترون)/;

/** `Adresse électronique`, `כתובת אלקטרונית`, `Elektronische Post`. */
const isElectronicAddress = (said: Said) =>
  said.has('address', 'postal') && said.core.some(({ text }) => ELECTRONIC.test(text));

/** The piece of a phone number the label asks for; `reach` is what it asks for beside that. */
export function phonePartAsked(said: Said, reach: Reach | undefined): PhonePart | undefined {
  if (said.has('about', 'ask', 'zip', 'postal') || !said.isWholeKnown || said.mentions('foreign')) return undefined;
  if (said.has('name') || reach === 'email' || reach === 'fax') return undefined;
  if (said.has('extension')) return said.has('email', 'address') ? undefined : 'extension';
  if (said.has('dial') && said.has('code', 'dial') && (said.has('code') || said.core.length === 1 || reach))
    return 'country';
  if (said.has('country') && (said.has('area') || said.has('code'))) return 'country';
  if (said.has('area')) return 'area';
  return reach !== undefined && said.has('code') ? 'country' : undefined;
}

/** A label that has a word for a way to reach somebody: whose it is, and whether it asks for that or about it. */
export function readReach(reach: Reach, said: Said): LabelReading {
  if (isOfAnother(reach, said)) return FOREIGN;
  if (
    isCount(said) ||
    said.has('about', 'thing') ||
    (said.has('ask') && !said.has('number', 'call') && !said.hears('where', 'we', 'you')) ||
    !said.isWholeKnown
  )
    return NOTHING;
  // A text that somebody sends is a message, whatever it is sent by.
  if (said.has('message', 'news', 'name', 'gender', 'birth', 'website', 'title')) return NOTHING;
  if (reach === 'fax') return { target: 'fax' };
  if (reach === 'email') return said.has('street', 'city', 'zip') ? NOTHING : { target: 'email' };
  if (said.has('identity', 'date')) return NOTHING;
  if (said.mentions('office')) return { target: 'otherPhone', isShared: true };
  const isFurther = said.mentions('other') || said.says('business') || isNumbered(said);
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

/** `Contact us: e-mail` is the business's, `Give us your e-mail` the person's. */
const GIVING = 'your my give tell leave provide send share let how what best'.split(' ');

/** `מייל לקבלת קבלה`: there `קבלה` is a receipt, and no reception. */
const isForeign = (said: Said) =>
  said.mentions('foreign') && !(said.hears('לקבלת', 'קבלה') && !said.core.some(({ meaning }) => meaning === 'foreign'));

/** The phone or address of a company or an office is one that people share; `business phone` is where one works. */
function isOfAnother(reach: Reach, said: Said): boolean {
  if (isForeign(said) || said.says('our')) return true;
  if (said.says('us') && !GIVING.some((word) => said.hears(word))) return true;
  if (said.has('thing') && !said.has('message')) return true;
  const company = said.core.find(({ meaning, text }) => meaning === 'company' && text !== 'business');
  if (company && reach !== 'fax') return true;
  const office = said.word('office');
  return reach === 'email' ? office !== undefined : office?.isDefinite === true && reach !== 'fax';
}
