import type { ParsedMail } from './parse.ts';

/** What programs put above what they tell, and people do not: an inquiry of a person has other words. */
const NOTICE =
  /^(?:\[[^\]]{1,60}\]\s*)?(?:(?:you(?:'ve| have)? (?:have |got |received )?)?(?:a )?new (?:web(?:site)? )?(?:lead|form submission|submission|form entry|entry|voicemail|missed call)|(?:contact )?form submission|(?:web ?)?form (?:entry|response)|(?:you )?missed (?:a )?call|call from \+?\d|(?:new )?(?:voicemail|voice message)|(?:קיבלת |התקבל )?ליד חדש|שיחה שלא נענתה|הודעה קולית חדשה|טופס חדש|הגשת טופס|neuer lead|nouveau lead|nuevo lead|новый лид|новая заявка с сайта|sms from \+?\d|(?:new )?fax (?:received|from)|new fax|new chat (?:from|message|lead)|new whatsapp (?:lead|message)|(?:verpasster |entgangener )?anruf (?:in abwesenheit|von \+?\d)|(?:verpasster|entgangener) anruf|neue sprachnachricht|appel (?:manqué|en absence)|nouveau message vocal|llamada perdida|chiamata persa|chamada perdida|gemiste oproep|пропущенный (?:звонок|вызов)|голосовое сообщение|مكالمة فائتة|הודעת פקס חדשה|התקבל פקס|הודעת sms (?:חדשה|מ))(?![\p{L}])/iu;
const MACHINE_NAME =
  /(?<!\p{L})(?:pbx|ivr|voip|3cx|voice ?mail|missed calls?|sms gateway|fax|e-?fax|chat ?bot|whatsapp bot|call tracking|telefonanlage|anrufbeantworter|répondeur|centralita|автоответчик|מרכזייה|מרכזיה|מרכזיית|תא קולי|wordpress|web ?form|contact form|טופס (?:צור קשר|יצירת קשר|לידים))(?!\p{L})/iu;

/** Whether a subject is a program's: the business gets word of something that somebody else did. */
export const isNotice = (subject: string): boolean => NOTICE.test(subject.slice(0, 300));
/** Whether a display name is a machine's: `Cloud PBX`, `Website contact form`. */
export const isMachineName = (name: string): boolean => MACHINE_NAME.test(name.slice(0, 200));

/** Whether a mail's own headers say that a web server made it. */
export function isSentByProgram({ header }: Pick<ParsedMail, 'header'>): boolean {
  if (header('x-php-originating-script') !== '' || header('x-php-script') !== '') return true;
  return /phpmailer|^php|wordpress|wpmailsmtp|swiftmailer|nodemailer/i.test(header('x-mailer').slice(0, 200));
}
