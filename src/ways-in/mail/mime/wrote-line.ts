import { type Mailbox, readMailbox } from './addresses.ts';

/** How the line begins that introduces a quotation, before a date. */
const START =
  /^(?:on|am|le|el|il|il giorno|em|op|den|d\.|dne|dnia|dňa|data|w dniu|в|пт|пн|вт|ср|чт|сб|вс|на|у|ב-?|בתאריך|ביום|في|بتاريخ|\d{1,4}[./-])(?=[\s\d,.-])/iu;
/** The verb, wherever in its line a language puts it. */
const VERB =
  /(?<![\p{L}])(?:wrote|writes|schrieb|geschrieben|a écrit|écrit|escribió|escribio|ha scritto|scrive|escreveu|schreef|geschreven|skrev|kirjoitti|napisał(?:a|\(a\))?|pisze|napsala?|napsal\(a\)|napísala?|napísal\(a\)|napisala?|napisao|je napisao|a scris|scris|ezt írta|írta|yazdı|kirjutas|rašė|rakstīja|έγραψε|כתבה?|כתב\/ה|כתב\(ה\)|כתב\/כתבה|написала?|написал\(а\)|пишет|пише|написав|написала|كتب|كتبت|viết|menulis)(?![\p{L}])|さんは書きました|写道|寫道|님이 작성/iu;
const TIME = /\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}|\d{1,2}[:.]\d{2}|(?:19|20)\d{2}/;
const LONGEST = 400;

/** Whether a line introduces the quotation of an answered mail: `On …, … wrote:`. */
export function isWroteLine(line: string): boolean {
  if (line.length > LONGEST || line.length < 10) return false;
  const isEnded = /[:：]\s*$/.test(line.slice(-10));
  const hasStart = START.test(line);
  // Most lines are none by their two ends; looking for a date and a verb within them takes long.
  if (!hasStart && !(isEnded && line.includes('@'))) return false;
  if (!TIME.test(line)) return false;
  // Gmail in Hebrew and Arabic names the writer without a verb, by an address.
  if (isEnded && hasStart && line.includes('@')) return true;
  const verb = VERB.exec(line);
  if (!verb) return false;
  return isEnded ? hasStart || line.includes('@') : hasStart && verb.index + verb[0].length >= line.trimEnd().length;
}

const QUOTED_NAME = /["“”„«»‟]\s?([^"“”„«»‟<>@]{2,80}?)\s?["“”„«»‟]/u;
/** What stands between a date and a name. */
const FILLER =
  /^(?:\s|[,.;]|(?:am|pm|a\.m\.|p\.m\.|um|uhr|at|kl|klo|kell|o|godz|à|a las|alle|às|om|ב|בשעה|в|о|г|р|gmt|utc|eest|idt|ist|cet|cest|user|użytkownik|používateľ|uživatel|пользователь|користувач|időpontban|tarihinde|heeft|schrieb|skrev|מאת|من|ص|م|تمت كتابة ما يلي بواسطة)(?=[\s,.:]))+/iu;

/** Who is named in such a line; the address is empty when only a name stands there. */
export function writerIn(line: string): Mailbox | undefined {
  const box = readMailbox(line.replace(/[“”„«»‟]/g, '"'));
  const address = box?.address ?? '';
  const at = address === '' ? line.length : line.indexOf(address);
  const before = line.slice(0, at).replace(/(?<![\s<([])[\s<([]+$/, '');
  const name = QUOTED_NAME.exec(before)?.[1] ?? nameIn(before);
  return address === '' && name === '' ? undefined : { name, address };
}

/** The words after the last digit of the date, or all of them when the date comes later. */
function nameIn(before: string): string {
  const afterDate = before.slice(before.search(/\d\D*$/) + 1).replace(FILLER, '');
  const verb = VERB.exec(afterDate);
  const name = (verb ? afterDate.slice(0, verb.index) || afterDate.slice(verb.index + verb[0].length) : afterDate)
    .replace(FILLER, '')
    .replace(/(?<![\s,:"'])[\s,:"']+$/, '')
    .trim();
  return name.length > 80 || /\d/.test(name) ? '' : name;
}
