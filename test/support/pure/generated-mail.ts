import type { Chance } from '../history/people.ts';
import { bytes } from './mail.ts';

/** Characters of UTF-8 as bytes, one character a byte. */
const utf8 = (text: string) => String.fromCharCode(...new TextEncoder().encode(text));

/** Charsets of encoded words and of parts: the usual ones, odd ones, and some that nobody knows. */
const CHARSETS =
  'utf-8 iso-8859-8-i windows-1255 iso-2022-jp hz-gb-2312 utf-7 utf-16le koi8-r gb18030 big5 shift_jis x-unknown 1'.split(
    ' ',
  );
const ENCODINGS = 'base64 quoted-printable 7bit 8bit x-uuencode'.split(' ');
const TYPES =
  'text/plain text/html text/plain text/html text/enriched text/xml application/xml application/pdf message/rfc822'.split(
    ' ',
  );
const CONTAINERS = 'mixed alternative related digest report'.split(' ');
const HEADERS =
  'From To Cc Reply-To Sender Subject Date Message-ID X-Original-From List-Id Auto-Submitted Received X-Any'.split(' ');
const LABELS = 'Name Phone Email From To Date Subject Remarks Company Sent Cc מאת טלפון От Von Telefon'
  .split(' ')
  .map(utf8);
const WORDS = [
  ...['Dana', 'Levi', 'wrote', 'via', 'on', 'At', 'Tel', '052-1234567', '10:00', '2026', '1/2/2026', '(office)'],
  ...['dana@example.com', '<dana@example.com>', '"Levi, Dana" <dana@example.com>', '[mailto:a@b.example]', '@', 'a@'],
  ...['דנה', 'כתב/ה', 'é', '\u00a0', '\u200f', '\u0301', '&nbsp;', '&#1488;', '&amp', '=', '=20', '=?', '?=', '%41'],
  ...'< > >> | • * _ --- -- __ : ： ; , ( " \\ \' .'.split(' ').map((mark) => (mark === '>>' ? '>> ' : mark)),
  ...['\t', '  '],
  ...'<b> <br> <td> <tr><td> </table> <!-- <style>'.split(' '),
  ...[
    '<a href="mailto:a@b.example">',
    '<p>',
    '<![CDATA[',
    '<?xml version="1.0"?>',
    '<lead>',
    '<adf>',
    '<Phone>1</Phone>',
  ],
  ...['sent from my phone', 'https://example.com/?a=1'],
].map(utf8);
const FORWARDS = [
  '---------- Forwarded message ---------',
  '-----Original Message-----',
  '-------- הודעה שהועברה --------',
  'Begin forwarded message:',
  'On Mon, 1 Jun 2026 at 10:00, Dana Levi <dana@example.com> wrote:',
  'From: Dana Levi <dana@example.com>',
  'Sent: Monday, June 1, 2026 10:00',
  'To: a@b.example; c@d.example',
  'Subject: Fwd: Re: prices',
].map(utf8);

/**
 * A mail of up to `size` bytes as chance has it: multiparts in multiparts, headers long and folded, encoded words of
 * odd charsets, forwards inside forwards, many addresses, and damage anywhere. What is slow is so by repetition, so
 * whatever is made is often made again and again.
 */
export function generatedMail(chance: Chance, size: number): Uint8Array {
  const sent = entity(chance, size, 0);
  return damaged(chance, bytes(sent).subarray(0, size));
}

function entity(chance: Chance, size: number, depth: number): string {
  const isContainer = depth < 14 && chance.happens(0.5);
  const eol = chance.happens(0.7) ? '\r\n' : '\n';
  const boundary = `${chance.pick(['b', 'b', '=_', '--', 'x y'])}${depth}`;
  const encoding = chance.pick(ENCODINGS);
  const type = chance.pick(TYPES);
  const kind = isContainer
    ? `multipart/${chance.pick(CONTAINERS)}; boundary="${boundary}"`
    : `${type}; charset=${chance.pick(CHARSETS)}${chance.pick(['', '; format=flowed', '; format=flowed; delsp=yes'])}`;
  const head = [
    `Content-Type: ${kind}`,
    ...(isContainer || chance.happens(0.3) ? [] : [`Content-Transfer-Encoding: ${encoding}`]),
    ...(chance.happens(0.2)
      ? [`Content-Disposition: attachment; filename*0*=${run(chance, 60, chance.pick(PIECES))}`]
      : []),
    ...(depth > 0 && chance.happens(0.6) ? [] : headers(chance, size, eol)),
  ];
  const room = size - head.join(eol).length;
  return `${chance.shuffle(head).join(eol)}${eol}${eol}${isContainer ? parts(chance, room, depth, boundary, eol) : content(chance, room, depth, type, encoding)}`;
}

function headers(chance: Chance, size: number, eol: string): string[] {
  const many = chance.happens(0.1) ? 400 : 8;
  return Array.from({ length: 2 + chance.below(many) }, () => {
    const isLong = chance.happens(0.15);
    const length = isLong ? chance.below(Math.max(1, size / 2)) : chance.below(200);
    const value = run(chance, length, chance.pick(PIECES));
    const every = 1 + chance.below(90);
    const folds = new RegExp(`.{${every}}(?= )`, 'g');
    return `${chance.pick(HEADERS)}: ${chance.happens(0.4) ? value.replace(folds, `$&${eol}`) : value}`;
  });
}

function parts(chance: Chance, size: number, depth: number, boundary: string, eol: string): string {
  const isMany = chance.happens(0.15);
  let body = '';
  const count = 1 + chance.below(isMany ? 600 : 4);
  for (let left = count; left > 0 && body.length < size; left--) {
    body += `--${boundary}${eol}${entity(chance, isMany ? 100 : (size - body.length) / (chance.happens(0.5) ? 1 : left), depth + 1)}${eol}`;
  }
  return chance.happens(0.8) ? `${body}--${boundary}--${eol}` : body;
}

function content(chance: Chance, size: number, depth: number, type: string, encoding: string): string {
  const room = Math.max(0, encoding === 'base64' ? size * 0.7 : size);
  const text = type === 'message/rfc822' && depth < 10 ? entity(chance, room, depth + 1) : prose(chance, room);
  if (encoding === 'base64' && chance.happens(0.8)) return btoa(text).replace(/.{76}/g, '$&\r\n');
  if (encoding !== 'quoted-printable' || chance.happens(0.2)) return text;
  return text.replace(/[=\x80-\xff]/g, (one) => `=${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

function prose(chance: Chance, size: number): string {
  let text = '';
  while (text.length < size) {
    const room = chance.happens(0.4) ? size - text.length : Math.min(size - text.length, chance.below(3000));
    text += `${run(chance, room, chance.pick(PIECES))}\r\n`.slice(0, room + 2);
  }
  return text;
}

type Piece = (chance: Chance) => string;

const words = (most: number) => (chance: Chance) =>
  Array.from({ length: 1 + chance.below(most) }, () => chance.pick(WORDS)).join(chance.pick(['', ' ']));
const encodedWord: Piece = (chance) => {
  const text = words(4)(chance);
  const [kind, sent] = chance.happens(0.5) ? ['B', btoa(text).slice(chance.below(2))] : ['Q', text.replace(/ /g, '_')];
  return `=?${chance.pick(CHARSETS)}${chance.pick(['', '', '*he'])}?${kind}?${sent}${chance.pick(['?=', '?= ', '?=\r\n ', '', '?'])}`;
};
const labelled: Piece = (chance) =>
  `${chance.pick(['', '', '> ', '> > ', '*', ' '])}${chance.pick(LABELS)}${chance.pick([':', ': ', ' : ', '\t', ':*', '\r\n'])}${words(3)(chance)}${chance.pick(['\r\n', '\r\n', '|', ' ', ''])}`;
const forward: Piece = (chance) => {
  const mark = '> '.repeat(chance.below(3));
  const count = 1 + chance.below(FORWARDS.length);
  return chance
    .shuffle(FORWARDS)
    .slice(0, count)
    .map((line) => `${mark}${line}\r\n`)
    .join('');
};
const forwardInOrder: Piece = () => `${FORWARDS.join('\r\n')}\r\n\r\n`;
const address: Piece = (chance) =>
  `${words(2)(chance)} <${chance.pick(['a', 'noa.levi', 'x'.repeat(70), ''])}@${chance.pick(['b.example', 'b', '.', 'x'.repeat(300)])}>${chance.pick([',', ';', ', ', ''])}`;
const line: Piece = (chance) => `${words(12)(chance)}\r\n`;
const noise: Piece = (chance) =>
  Array.from({ length: 1 + chance.below(40) }, () => String.fromCharCode(chance.below(256))).join('');
const PIECES: Piece[] = [
  words(1),
  words(2),
  words(6),
  line,
  encodedWord,
  labelled,
  labelled,
  forward,
  forwardInOrder,
  address,
  noise,
];

/** About so many characters of one kind: the same piece again and again, or always another. */
function run(chance: Chance, length: number, piece: Piece): string {
  if (chance.happens(0.6)) {
    const again = piece(chance);
    return again.repeat(Math.ceil(length / again.length));
  }
  let text = '';
  while (text.length < length) text += piece(chance);
  return text;
}

function damaged(chance: Chance, sent: Uint8Array): Uint8Array {
  const whole = sent.slice();
  for (let left = chance.happens(0.5) ? chance.below(50) : 0; left > 0; left--)
    whole[chance.below(whole.length)] = chance.below(256);
  return whole;
}
