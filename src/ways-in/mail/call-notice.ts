import { nameKey } from '../../lead/fields/field-names.ts';
import type { Pair } from '../../lead/submission.ts';
import { labelBefore } from './labels.ts';
import { bare, lineOf, type Row } from './text/rows.ts';

const keysOf = (...lines: string[]): ReadonlySet<string> => new Set(lines.join(', ').split(', ').map(nameKey));

/** How switchboards, mailboxes for voice and answering services call whoever rang. */
const CALLER = keysOf(
  'caller, caller id, caller number, callers number, caller phone, callers phone, calling number, calling party, caller no',
  'call from, missed call from, incoming call from, voicemail from, voice message from, cli, ani, phone of caller',
  'originating number, callback number, call back number',
  'מתקשר, מתקשרת, מספר מתקשר, מספר המתקשר, מספר המתקשרת, טלפון המתקשר, טלפון מתקשר, טלפון של המתקשר, זיהוי שיחה',
  'שיחה מ, שיחה מאת, שיחה ממספר, התקבלה שיחה מ, מספר מזוהה, שיחה מזוהה, זיהוי מתקשר, מספר הפונה',
  'anrufer, anrufernummer, appelant, numéro appelant, llamante, número llamante, звонивший, номер звонившего, المتصل, رقم المتصل',
);
/** The same in words that people use of themselves, too. */
const FROM_MACHINES = keysOf(
  'from, from number, message from, source number, number, phone, phone number',
  'ממספר, מאת, פונה, מספר, טלפון',
);
const CALLER_NAME = keysOf(
  'caller name, callers name, name of caller, calling name, name',
  'שם המתקשר, שם המתקשרת, שם מתקשר, שם הפונה, שם',
);
const CALL =
  /(?:missed|unanswered|new|incoming|abandoned|lost)\s(?:a\s)?(?:phone\s)?calls?(?!\p{L})|^call\sfrom\s|call(?:er)?\s(?:notification|alert|id)|voice\s?-?(?:mail|message)|שיחה שלא נענת|שיחה לא נענת|שיחות שלא נענו|שיחה נכנסת|שיחה שננטשה|שיחה חדשה|הודעה קולית|תא קולי|verpasster anruf|entgangener anruf|anruf in abwesenheit|^anruf von\s|sprachnachricht|appel manqué|appel en absence|message vocal|llamada perdida|chiamata persa|chamada perdida|gemiste oproep|пропущенный (?:звонок|вызов)|голосовое сообщение|^sms from\s|^הודעת sms|مكالمة فائتة|مكالمة لم يرد/iu;
/** `Missed call from 052-1234567`, `Voicemail from Dana Levi (052-1234567)`, `שיחה שלא נענתה מ-052-1234567`. */
const CALL_FROM =
  /(?:\s(?:from|by|von|de|от|من)|[\sא-ת](?:ממספר|מהמספר|מאת|מטלפון|מ-?))\s?:?\s?([^\d+:|]{0,60}?)[\s(<"-]{0,4}((?:\+|\(0|0)[\d\s().-]{5,20}\d|\+?\d{9,15})/iu;
const PHONE = /(?:\+|\(0|0)[\d\s().-]{5,20}\d|\+?\d{9,15}/;
const LONGEST = 300;
const MOST_LINES = 200;

/** Who rang. */
export interface Caller {
  pairs: Pair[];
  /** A label says that this is who rang. */
  isLabelled: boolean;
}

/**
 * Who rang, by a mail in which a machine tells of a call; undefined when it is no such mail.
 * @param isMachine nobody wrote it, by its sender or its subject; people tell of calls in much the same words.
 */
export function callerIn(subject: string, rows: readonly Row[], isMachine: boolean): Caller | undefined {
  const lines = rows
    .slice(0, MOST_LINES)
    .map((row) => bare(row.length === 2 ? `${row[0]}: ${row[1]}` : lineOf(row)))
    .filter((line) => line !== '' && line.length <= LONGEST);
  const tells = [subject.slice(0, LONGEST), ...lines].filter((line) => CALL.test(line));
  // What tells of no call is one all the same where a machine says who rang.
  if (tells.length === 0 && !isMachine) return undefined;
  let phone = '';
  let name = '';
  let isLabelled = false;
  for (const line of lines) {
    const { label = '', value = '' } = labelBefore(line) ?? {};
    const key = label.length > 40 ? '' : nameKey(label);
    if ((CALLER.has(key) || (isMachine && tells.length > 0 && FROM_MACHINES.has(key))) && phone === '') {
      phone = PHONE.exec(value)?.[0] ?? '';
      isLabelled = phone !== '' && CALLER.has(key);
      if (phone !== '' && name === '') name = nameBeside(value, phone);
    }
    if (CALLER_NAME.has(key) && !PHONE.test(value)) name = value;
  }
  if (phone === '' && isMachine) {
    for (const line of [subject.slice(0, LONGEST), lines[0] ?? '']) {
      const [, who = '', number = ''] = (CALL.test(line) && CALL_FROM.exec(` ${line}`)) || [];
      if (number === '' || phone !== '') continue;
      phone = number;
      name ||= nameBeside(who, '');
    }
  }
  if (phone === '') return undefined;
  if (tells.length === 0) isLabelled = false;
  const pairs = [{ name: 'Phone', value: phone.trim() }, ...(name === '' ? [] : [{ name: 'FullName', value: name }])];
  return { pairs, isLabelled };
}

/** `"Dana Levi" <0521234567>`: the name, when there is one. */
function nameBeside(value: string, phone: string): string {
  const name = value
    .replace(phone, '')
    .replace(/[<>()"“”]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return /^\p{L}[\p{L}\p{M}'"׳״. -]{1,60}$/u.test(name) && !UNKNOWN.test(name) ? name : '';
}

const UNKNOWN =
  /^(?:unknown|anonymous|private|withheld|restricted|wireless caller|(?:the |der |die |la |le |el |il |o )?(?:number|phone|nummer|rufnummer|telefonnummer|numéro|número|numero|номера?|telefon)|חסוי|לא ידוע|ה?מספר|מספר חסוי|ה?טלפון)$/iu;
