import { BoundedMemory } from '../../bounded-memory.ts';
import { plainWord } from './words.ts';

/**
 * What a wrapper of fields is: one that names the person who asks, a neutral envelope, an envelope that is a thing
 * with a name of its own, or somebody or something else.
 */
export type Container = 'person' | 'envelope' | 'thing' | 'other';

const words = (list: string) => new Set(list.split(' ').map(plainWord));

const PERSON = words(
  'lead leads contact contacts customer customers client clients person persons people participant participants invitee ' +
    'invitees respondent respondents attendee attendees guest guests applicant applicants visitor visitors prospect prospects ' +
    'user users subscriber subscribers member members patient patients registrant registrants buyer buyers purchaser caller inquirer ' +
    'enquirer requester requestor submitter submitterinfo candidate candidates individual consumer personal billing ' +
    'student students resident residents borrower payer interested booker renter policyholder insured donor donors volunteer volunteers passenger passengers traveler traveller shopper ' +
    'signer signatory enrollee registree delegate delegates bewerber teilnehmer antragsteller ' +
    'לקוח לקוחות פונה פונים ליד לידים מתעניין מתעניינת נרשם משתתף מזמין מועמד תורם אורח אישי התקשרות ' +
    'contacto cliente persona interesado solicitante participante interessent kunde kontakt клиент контакт клиента заявитель عميل',
);
const ENVELOPE = words(
  'data payload field fields answer answers submission submissions body response responses ' +
    'attribute attributes properties value values info ' +
    'information detail details profile inputs param params parameters args query variables ' +
    'extras additional merge merges envelope root current after raw json xml posted ' +
    'and qa change changes end ' +
    'create add submit insert save send push id new primary main your my full name names fullname phone phones mobile telephone ' +
    'telephones number numbers email emails mail mails address addresses text פרטי פרטים נתונים שדות datos felder champs donnees',
);
const THING = words(
  'form forms list lists tag tags event events booking bookings order orders appointment appointments reservation reservations inquiry inquiries ' +
    'enquiry enquiries application registration signup request requests survey quote message messages טופס פנייה הזמנה ' +
    'ticket tickets chat conversation deal deals opportunity entry entries record records object objects result results ' +
    'item items row rows node post content document block blocks group groups element elements component components ' +
    'column columns cell cells question questions input custom hidden extra set array tenant tenants party resource',
);
/** Whoever these are, a wrapper around all the rest may not make the person of them. */
const FOREIGN = words(
  'agent agents owner vendor provider dealer seller supplier partner affiliate account accounts campaign page website site ' +
    'source meta metadata context definition product listing property vehicle ad adset device browser geo ip sender assignee ' +
    'assigned organizer organiser host staff employee salesperson referrer referer referral referred webhook auth workspace ' +
    'branch office store shop merchant marketer manager company organization organisation business team sales rep bookables utm tracking',
);

/** How Formidable calls what was filled in, by the numbers of its questions. */
export const isAnswersOfFormidable = (key: string): boolean => /^item_meta$/i.test(key);

/** No wrapper's name is longer; a huge key around many leaves must not be looked at for each of them. */
const MAX_KEY = 40;
const remembered = new BoundedMemory<Container>(1000);

/** What a wrapper is by the words of its key; one that holds any word we do not know is somebody or something else. */
export function containerOf(key: string): Container {
  if (key.length > MAX_KEY) return 'other';
  if (isAnswersOfFormidable(key)) return 'envelope';
  return remembered.get(key) ?? remembered.put(key, classify(wordsOfKey(key)));
}

function classify(said: string[]): Container {
  if (said.length === 0) return 'envelope';
  const parts = said.flatMap(splitGlued);
  if (!parts.every(isWord)) return 'other';
  if (parts.some((word) => PERSON.has(word))) return 'person';
  // `form_data` and `formFields` hold what was filled in; `form` says which form it was.
  return parts.some((word) => !THING.has(word)) ? 'envelope' : 'thing';
}

const wordsOfKey = (key: string) =>
  key
    .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
    .map(plainWord);

// A letter alone is a programmer's variable.
const isWord = (word: string) =>
  word.length === 1 || PERSON.has(word) || ENVELOPE.has(word) || THING.has(word) || isFormPlugin(word);

/** `mauticform`, `wpforms`, `rsform`: whose form it is, around what was filled in. */
const isFormPlugin = (word: string) =>
  /^[a-z]{1,12}forms?$/.test(word) && !/^(?:plat|in|re|per|uni|trans)forms?$/.test(word);

/** `formdata`, `contactinfo`: two words written together. */
function splitGlued(word: string): string[] {
  if (isWord(word) || !/^[a-z]{5,}$/.test(word)) return [word];
  for (let at = 3; at <= word.length - 3; at += 1) {
    if (isWord(word.slice(0, at)) && isWord(word.slice(at))) return [word.slice(0, at), word.slice(at)];
  }
  return [word];
}

/** Whether a wrapper certainly belongs to somebody or something else. */
export const isForeign = (key: string) =>
  key.length <= MAX_KEY &&
  !isAnswersOfFormidable(key) &&
  wordsOfKey(key).some((word) => FOREIGN.has(word) || FOREIGN.has(word.replace(/s$/, '')));

/** The steps of a nested name that wrap its last one: `a.b.c`, `a[b][c]`; undefined for a name that is not nested. */
export function pathOf(name: string): string[] | undefined {
  if (name.length > 200) return undefined;
  if (/^[^[\]]+(?:\[[^[\]]*\])+$/.test(name))
    return name
      .replaceAll(']', '')
      .split('[')
      .map((part) => part.trim() || '0');
  return /^[A-Za-z_][\w-]*(?:\.[\w-]+)+$/.test(name) ? name.split('.') : undefined;
}

/**
 * Whether a nested value belongs to somebody or something else by what wraps it; `path` ends with the value's own
 * name.
 */
export const isOfOthers = (path: readonly string[]) =>
  path.slice(0, -1).some((key) => !/^\d+$/.test(key) && containerOf(key) === 'other');
