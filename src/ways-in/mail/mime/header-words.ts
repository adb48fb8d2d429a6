/** The lines by which mail programs say what a quoted mail was, in the languages they speak. */
export type QuotedHeader = 'from' | 'date' | 'to' | 'subject' | 'replyTo' | 'other';

const WORDS: readonly (readonly [QuotedHeader, string])[] = [
  [
    'from',
    'from|מאת|מ|von|de|da|van|от|от кого|من|från|fra|od|kimden|gönderen|lähettäjä|feladó|από|de la|remetente|expéditeur|mittente|afzender',
  ],
  ['from', '发件人|寄件者|差出人|보낸 사람|보낸사람|від|відправник|отправитель'],
  [
    'date',
    'date|sent|sent on|received|תאריך|נשלח|נשלח ב|נשלח בתאריך|datum|gesendet|gesendet am|envoyé|envoyé le|fecha|enviado|enviado el',
  ],
  [
    'date',
    'data|inviato|verzonden|дата|отправлено|التاريخ|تاريخ|تم الإرسال|أرسلت|أُرسلت|تاريخ الإرسال|skickat|sendt|dato|data wysłania|wysłano|tarih',
  ],
  [
    'date',
    'gönderildi|gönderme tarihi|lähetetty|elküldve|dátum|ημερομηνία|发送时间|日期|送信日時|日付|날짜|보낸 날짜|enviada em|enviado em|відправлено',
  ],
  [
    'to',
    'to|אל|ל|לכבוד|an|à|a|para|aan|кому|إلى|الى|till|til|do|kime|alıcı|vastaanottaja|címzett|προς|către|pour|收件人|宛先|받는 사람|destinataire',
  ],
  [
    'subject',
    'subject|נושא|הנושא|betreff|objet|sujet|asunto|oggetto|assunto|onderwerp|тема|الموضوع|موضوع|ämne|emne|temat|konu|aihe|tárgy|θέμα',
  ],
  ['subject', 'subiect|主题|主旨|件名|제목|re'],
  [
    'replyTo',
    'reply-to|reply to|השב אל|השב ל|להשיב ל|antwort an|antworten an|répondre à|responder a|responder para|rispondi a|beantwoorden',
  ],
  ['replyTo', 'antwoord aan|ответить|кому ответить|الرد على|الرد إلى|svara till|svar til'],
  [
    'other',
    'cc|bcc|עותק|העתק|kopie|kopie an|copie à|copia|cópia|копия|نسخة|نسخة إلى|kopia|bilgi|抄送|importance|חשיבות|priority|wichtigkeit',
  ],
  [
    'other',
    'attachments|קבצים מצורפים|anlagen|pièces jointes|resent-from|message-id|organization|mailed-by|signed-by|security',
  ],
];

const KINDS = new Map<string, QuotedHeader>(
  WORDS.flatMap(([kind, words]) => words.split('|').map((word) => [word, kind] as const)),
);

/** A label and its value, after the quoting marks and the stars of bold text. */
const LINE = /^[\s>*_•\-‏‎]{0,20}([\p{L}][\p{L}\p{M} -]{0,24}?)[\s*_]{0,4}[:：]\s*[*_]{0,2}(.*)$/u;

/** Reads such a line; undefined when it is another. */
export function quotedHeader(line: string): { kind: QuotedHeader; value: string } | undefined {
  if (line.length > 2000 || !/[:：]/.test(line)) return undefined;
  const [, label = '', value = ''] = LINE.exec(line) ?? [];
  const kind = KINDS.get(label.toLowerCase().replace(/\s+/g, ' ').trim());
  return kind && { kind, value: value.trim() };
}

const PREFIX =
  /^\s*\[?(?:fwd?|fw|wg|weitergeleitet|tr|rv|rtr|i|enc|doorst|doorgestuurd|пересл|fs|vs|vl|pd|ilt|yml|הועבר|העברה|מועבר|转发|轉寄|إعادة توجيه|تمرير)\s*[:：]\s*/iu;
const REPLY_PREFIX =
  /^\s*(?:re|aw|antw|sv|odp|ynt|rif|r|res|ref|ha|回复|回覆|השב|תגובה|תשובה|ответ|رد)\s*(?:\[\d+\]\s*)?[:：]/iu;

/** Whether a subject says that the mail was forwarded. */
export const isForwardSubject = (subject: string) => PREFIX.test(subject);
/** Whether a subject says that the mail answers another. */
export const isReplySubject = (subject: string) => REPLY_PREFIX.test(subject);

/** A subject without the prefixes that forwarding added. */
export function withoutForwardPrefix(subject: string): string {
  let rest = subject.slice(0, 1000);
  for (let i = 0; i < 10 && PREFIX.test(rest); i++) rest = rest.replace(PREFIX, '').replace(/\]\s*$/, '');
  return rest.trim();
}

/** `Begin forwarded message:` and its like, which has no dashes around. */
const BEGIN =
  /^(?:begin forwarded message|תחילת (?:ה)?הודעה (?:ש?הועברה|מועברת)|anfang der weitergeleiteten nachricht|début du message (?:transféré|réexpédié)|inicio del mensaje reenviado|inizio (?:del )?messaggio inoltrato|início da mensagem (?:reencaminhada|encaminhada)|begin doorgestuurd bericht|начало (?:переадресованного|пересылаемого) сообщения|بداية الرسالة (?:المُحوّلة|المحولة|المعاد توجيهها))\s*[:：]?$/iu;
const DASHED = /^[-–—_]{3,30}\s*(\p{L}[^-–—_]{2,60}?)\s*[-–—_]{3,30}$/u;

/** Whether a line announces a forwarded mail, or, with `isOriginal`, one that is either forwarded or answered. */
export function markerOf(line: string): 'forwarded' | 'original' | undefined {
  if (line.length > 200) return undefined;
  if (BEGIN.test(line)) return 'forwarded';
  const words = DASHED.exec(line)?.[1];
  if (words === undefined) return undefined;
  return /original|ursprüngliche|origine|מקורית|исходное|oorspronkelijk|ursprungl|الأصلية/iu.test(words)
    ? 'original'
    : 'forwarded';
}

const WROTE_START =
  /^(?:on|am|le|el|il|em|op|ב-?|בתאריך|ביום|בתאריך‏|в|пт|пн|вт|ср|чт|сб|вс|في|den|\d{1,4}[./-])(?=[\s\d,.-])/iu;
const WROTE_END =
  /(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|כתב(?:ה|\/ה|\(ה\))?|написал(?:а|\(а\))?|пишет|كتب|skrev)$/iu;
/** Languages that put the writer's name behind the verb. */
const WROTE_NAME = /(?:\s(?:schrieb|schreef)\s.{1,100}|‏כתב.{0,40})$/iu;

/** Whether a line introduces the quotation of an answered mail: `On …, … wrote:`. */
export function isWroteLine(line: string): boolean {
  if (line.length > 400 || !WROTE_START.test(line)) return false;
  const said = line
    .trimEnd()
    .replace(/[:：]$/, '')
    .trimEnd();
  return said.length > 8 && (WROTE_END.test(said) || WROTE_NAME.test(said.slice(-120)));
}
