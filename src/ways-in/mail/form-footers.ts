import { nameKey } from '../../lead/fields/field-names.ts';

const keysOf = (...lines: string[]): ReadonlySet<string> => new Set(lines.join(', ').split(', ').map(nameKey));

/** What form plug-ins add below the fields: about the visit, not about the person. */
const FOOTERS = keysOf(
  'date and time, submitted on, submission date, submission time, submission id, entry id, entry date, sent on',
  'page url, url of page, page link, page title, page name, source url, source page, landing page, referrer, referer, http referer',
  'sent from, submitted from, form name, form id, form title, site name, website name, operating system',
  'user agent, remote ip, ip, ip address, user ip, sender ip, powered by, user id, credit, credits',
  'utm_source, utm_medium, utm_campaign, utm_term, utm_content, gclid, fbclid',
  'תאריך ושעה, תאריך שליחה, נשלח בתאריך, כתובת העמוד, קישור לעמוד, קישור לדף, כתובת הדף, כתובת url, url של הדף',
  'דף נחיתה, דף מקור, עמוד מפנה, שם הטופס, מזהה טופס, סוכן משתמש, כתובת ip, ip מרוחק, מופעל על ידי, מופעל ע"י, קרדיט',
);
/** The same in words that people use in their messages, too. */
const WEAK = keysOf(
  'date, time, received, page, form, site, browser, device, os',
  'תאריך, שעה, נשלח ב, דף, עמוד, מקור, הפניה, טופס, דפדפן, מכשיר',
);

/** Whether a label is one of those; within a message only where it can be nothing else. */
export function footerLabel(label: string, isInMessage = false): boolean {
  if (label.length > 40) return false;
  const key = nameKey(label);
  return FOOTERS.has(key) || (!isInMessage && WEAK.has(key));
}

const CLOSING =
  /^(?:this (?:e-?mail|message|mail|is a notification)\b.{0,40}\b(?:sent|submitted|generated|notification|contact form)|(?:e-?mail|message) sent (?:from|via)|sent from (?:a |the |your )?(?:contact form|website|site)|you (?:are receiving|received) this (?:e-?mail|message)|to (?:edit|manage|view) (?:this|your|all)|powered by|(?:הודעה|דוא.ל|מייל|דואר אלקטרוני|אימייל) (?:זו|זה)? ?(?:נשלח|התקבל|הגיע)|זוהי הודעה|נשלח (?:מ|באמצעות|דרך) ?(?:ה?טופס|ה?אתר|עמוד)|diese (?:e-?mail|nachricht) wurde|(?:cet e-?mail|ce message) a été|este (?:correo|mensaje|e-?mail) (?:fue|se|foi)|questa e-?mail è stata)/iu;

/** Whether a line is the sentence with which a plug-in signs: `This e-mail was sent from a contact form on …`. */
export const isClosing = (line: string) => line.length <= 500 && CLOSING.test(line);

/** Whether a line only separates. */
export const isSeparator = (line: string) => /^(?:-- ?|[-_=*~–—#]{2,}|—)$/.test(line);
