/** The lines by which mail programs say what a quoted mail was, in the languages they speak. */
export type QuotedHeader = 'from' | 'date' | 'to' | 'subject' | 'replyTo' | 'other';

const WORDS: readonly (readonly [QuotedHeader, string])[] = [
  [
    'from',
    'from|sender|מאת|מ|השולח|שולח|von|absender|de|da|di|van|från|fra|frá|od|od koga|dari|از|din partea|mittente',
  ],
  ['from', 'expéditeur|expeditor|expeditorul|de la|remitente|remetente|afzender|avsändare|avsender|afsender|lähettäjä'],
  ['from', 'feladó|kimden|gönderen|από|αποστολέας|nadawca|odesílatel|odosielateľ|pošiljatelj|šalje|saatja|kellelt'],
  ['from', 'siuntėjas|nuo|no|sūtītājs|от|от кого|подател|отправитель|від|від кого|відправник|из|من|المرسل|จาก|từ'],
  ['from', '发件人|发信人|寄件者|寄件人|差出人|送信元|送信者|보낸 사람|보낸사람|발신'],
  [
    'date',
    'date|sent|sent on|sent at|received|תאריך|נשלח|נשלח ב|נשלח בתאריך|datum|gesendet|gesendet am|envoyé|envoyé le',
  ],
  [
    'date',
    'fecha|enviado|enviado el|enviada|enviada em|enviado em|enviat|data|inviato|inviato il|verzonden|verzonden op',
  ],
  ['date', 'skickat|skickades|sendt|dato|data wysłania|wysłano|wysłane|dată|trimis|tarih|gönderildi|gönderme tarihi'],
  [
    'date',
    'lähetetty|päivämäärä|päiväys|pvm|elküldve|küldve|dátum|ημερομηνία|στάλθηκε|odesláno|odoslané|poslano|poslato',
  ],
  ['date', 'kuupäev|saadetud|išsiųsta|datums|nosūtīts|дата|отправлено|изпратено|послато|надіслано|відправлено|التاريخ'],
  [
    'date',
    'تاريخ|تم الإرسال|أرسلت|أُرسلت|تاريخ الإرسال|تاریخ|发送时间|发件时间|日期|寄件日期|日付|送信日時|날짜|보낸 날짜',
  ],
  ['date', 'tanggal|dikirim|วันที่|ngày|đã gửi'],
  [
    'to',
    'to|אל|ל|לכבוד|an|empfänger|à|a|para|per a|aan|ontvanger|till|til|do|komu|prima|primatelj|za|kime|alıcı|címzett',
  ],
  [
    'to',
    'destinataire|destinataires|destinatario|destinatarul|destinatário|către|pentru|vastaanottaja|mottagare|mottaker',
  ],
  [
    'to',
    'modtager|adresat|příjemce|príjemca|saaja|kellele|kam|gavėjas|кому|получатель|одержувач|до|προς|إلى|الى|به|ถึง',
  ],
  ['to', 'đến|kepada|pour|收件人|收件者|宛先|送信先|받는 사람|받는사람|수신'],
  [
    'subject',
    'subject|נושא|הנושא|betreff|objet|sujet|asunto|assumpte|oggetto|assunto|onderwerp|ämne|emne|temat|konu|aihe',
  ],
  [
    'subject',
    'tárgy|θέμα|subiect|subiectul|predmet|předmět|naslov|zadeva|teema|tema|temats|тема|относно|предмет|الموضوع',
  ],
  ['subject', 'موضوع|主题|主旨|主題|件名|제목|perihal|subjek|เรื่อง|chủ đề|re'],
  [
    'replyTo',
    'reply-to|reply to|השב אל|השב ל|להשיב ל|antwort an|antworten an|répondre à|responder a|responder para|rispondi a',
  ],
  [
    'replyTo',
    'beantwoorden|antwoord aan|ответить|кому ответить|الرد على|الرد إلى|svara till|svar til|odpověď na|odpowiedz do',
  ],
  [
    'other',
    'cc|bcc|עותק|העתק|kopie|kopie an|copie|copie à|copia|cópia|kopia|kópia|kopi|kopija|kopio|másolat|dw|udw|bilgi',
  ],
  [
    'other',
    'копия|копія|نسخة|نسخة إلى|抄送|参照|참조|κοιν|importance|חשיבות|priority|wichtigkeit|attachments|קבצים מצורפים',
  ],
  ['other', 'anlagen|pièces jointes|resent-from|message-id|organization|mailed-by|signed-by|security'],
];

const KINDS = new Map<string, QuotedHeader>(
  WORDS.flatMap(([kind, words]) => words.split('|').map((word) => [word, kind] as const)),
);

/** A label and its value, after the quoting marks and the stars of bold text. */
const LINE = /^[\s>*_•\-‏‎]{0,20}([\p{L}][\p{L}\p{M} -]{0,24}?)[\s*_]{0,4}[:：]\s*[*_]{0,2}(.*)$/u;

const kindOf = (label: string) => KINDS.get(label.toLowerCase().replace(/\s+/g, ' ').trim());

/** Reads such a line; undefined when it is another. */
export function quotedHeader(line: string): { kind: QuotedHeader; value: string } | undefined {
  if (line.length > 2000 || !/[:：]/.test(line)) return undefined;
  const [, label = '', value = ''] = LINE.exec(line) ?? [];
  const kind = kindOf(label);
  return kind && { kind, value: value.trim() };
}

const MOST_COLONS = 30;
const LONGEST_LABEL = 26;

/**
 * The lines of a quoted header that stand in one: Yahoo writes `From: …To: …Sent: …Subject: …` without a break. A label
 * is there where a colon ends a known word in capitals that follows the value before it without a space.
 */
export function splitHeaders(line: string): string[] {
  const starts: number[] = [];
  let colons = 0;
  for (let at = line.search(/[:：]/); at !== -1 && colons < MOST_COLONS; colons++) {
    const start = labelStart(line, at);
    if (start !== undefined) starts.push(start);
    const next = line.slice(at + 1).search(/[:：]/);
    at = next === -1 ? -1 : at + 1 + next;
  }
  return starts.map((start, i) => line.slice(start, starts[i + 1] ?? line.length).trim());
}

/** Where the longest label begins that ends at this colon. */
function labelStart(line: string, colon: number): number | undefined {
  const end = colon - (/\s/.test(line[colon - 1] ?? '') ? 1 : 0);
  for (let at = Math.max(0, end - LONGEST_LABEL); at < end; at++) {
    const first = line[at] ?? '';
    const isBehindValue = at === 0 || !/[\s\p{L}]/u.test(line[at - 1] ?? '') || /\p{Lu}/u.test(line[at - 1] ?? '');
    if (isBehindValue && first !== first.toLowerCase() && kindOf(line.slice(at, end))) return at;
    if (isBehindValue && /[\p{Lo}]/u.test(first) && kindOf(line.slice(at, end))) return at;
  }
  return undefined;
}

const PREFIX =
  /^\s*\[?(?:fwd?|fw|wg|weitergeleitet|tr|rv|rtr|i|enc|doorst|doorgestuurd|пересл|fs|vs|vl|pd|ilt|yml|tov|továbbítva|továbbítás|pros|prosleđeno|přep|trs|πρθ|edasi|persiunčiama|pārsūtīts|転送|전달|הועבר|העברה|מועבר|转发|轉寄|إعادة توجيه|تمرير)\s*[:：]\s*/iu;
const REPLY_PREFIX =
  /^\s*(?:re|aw|antw|sv|odp|ynt|rif|r|res|ref|rép|ha|vá|odg|απ|відп|відповідь|回复|回覆|השב|תגובה|תשובה|ответ|رد)\s*(?:\[\d+\]\s*)?[:：]/iu;

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

/** Stems of the words by which languages say that a mail was passed on. */
const PASSED_ON =
  /forward|weitergeleit|transfér|transmis|réexpédi|reenvi|inoltrat|encaminh|reencaminh|doorgestuurd|пересыл|переслан|переадрес|пересила|перенаправ|препра|přepos|prepos|przekaz|przesłan|välitet|edelleenlähet|továbbít|vidarebefordr|videresend|iletil|proslijeđ|proslje|posredovan|redirec|edastat|persiųst|pārsūt|προωθ|diteruskan|הועבר|מועבר|מעביר|محول|المُحوّل|معاد توجيه|إعادة توجيه|转发|轉寄|転送|전달/iu;
const ORIGINAL =
  /original|ursprüngliche|origine|מקורית|исходное|оригинал|oorspronkelijk|ursprungl|opprinnelig|oprindelig|oryginaln|původní|pôvodná|eredeti|alkuperäi|izvorna|orijinal|αρχικό|الأصلية|原始|元のメ|원본/iu;
const DASHED = /^[-–—_]{3,30}\s*(\p{L}[^-–—_:：]{2,60}?)\s*[-–—_]{3,30}(?=\s|$)/u;

/** Whether a line announces a forwarded mail, or one that is either forwarded or answered. */
export function markerOf(line: string): 'forwarded' | 'original' | undefined {
  if (line.length > 200) return undefined;
  const dashed = DASHED.exec(line);
  if (!dashed) return /[:：]$/.test(line) && line.length <= 80 && PASSED_ON.test(line) ? 'forwarded' : undefined;
  // Something else on the line: it is the header, too.
  if (dashed[0].length < line.length) return undefined;
  return ORIGINAL.test(dashed[1] ?? '') ? 'original' : 'forwarded';
}

/** The header that stands on the same line as what announces it; undefined when there is none. */
export function announcedHeader(line: string): string | undefined {
  const dashed = DASHED.exec(line.slice(0, 200));
  const rest = dashed ? line.slice(dashed[0].length).trim() : '';
  return rest === '' || line.length > 5000 ? undefined : rest;
}
