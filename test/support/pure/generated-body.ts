import type { Chance } from '../history/people.ts';

const NAMES =
  'phone Phone email Email name full_name FirstName LastName notes Remarks company id IdNumber city date message fields answers questions data payload contact contacts lead leads customer form branch agent phones emails label value type title options choices key slug field prefix number קידומת טלפון שם הערות utm_source referrer systemid'.split(
    ' ',
  );
const WORDS = [
  ...['052-1234567', '+972521234567', '0521234567/8', '054 1234567, 03-5551234', '9725', '500107420', '111111118'],
  ...['dana@example.com', 'dana @example.com', 'a@b.example,c@d.example', '@', 'a@', 'Dana Levi', 'דנה לוי', 'é', 'Ã©'],
  ...[
    '&amp;',
    '&#1513;',
    '&#x5e9;',
    '%u05d0',
    '%D7%A9',
    '&nbsp;',
    '{{full_name}}',
    '%name%',
    '[object Object]',
    'null',
  ],
  ...['first = Noa', 'last = Levi', '\n', '\r\n', '\t', ' ', '  ', '\u200f', '\u034f', '\u0301', '"', "'", '\\', '\\n'],
  ...[
    '1/2/2026',
    '2026-01-02',
    '31 בינואר 2026',
    '45321',
    '[x]',
    '[Phone]',
    '(',
    ')',
    '-',
    '.',
    ',',
    ':',
    ';',
    '=',
    '|',
  ],
  ...['<b>', '</b>', '<adf>', '<![CDATA[', ']]>', '{"a":', '[', ']', '}', '1', 'a', 'x'.repeat(40), 'א'.repeat(40)],
];

/** What a body of 64 KB is made of, by the way it comes. */
export const GENERATED_WAYS = ['json', 'form', 'xml', 'multipart', 'plain', 'address'] as const;
export type GeneratedWay = (typeof GENERATED_WAYS)[number];

/** Types as they are declared for each way. */
export const TYPE_OF: Record<GeneratedWay, string> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  xml: 'text/xml',
  multipart: 'multipart/form-data; boundary=b',
  plain: 'text/plain',
  address: '',
};

/**
 * A body of at most `size` bytes as chance has it: values of many kinds or of one a thousand times, names of people,
 * questions, wrappers and machines, flat or deep. What is slow is so by repetition, so much is made again and again.
 */
export function generatedBody(chance: Chance, way: GeneratedWay, size: number): string {
  for (let most = size; ; most = Math.floor(most / 1.2)) {
    const text = body(chance, way, most);
    if (new TextEncoder().encode(text).length <= size) return text;
  }
}

function body(chance: Chance, way: GeneratedWay, size: number): string {
  switch (way) {
    case 'json':
      return JSON.stringify(node(chance, size, 0));
    case 'form':
    case 'address':
      return pairs(chance, size)
        .map(([name, value]) => `${escaped(chance, name)}=${escaped(chance, value)}`)
        .join('&');
    case 'xml':
      return `<lead>${element(chance, size - 13, 0)}</lead>`;
    case 'multipart':
      return pairs(chance, size)
        .map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
        .join('')
        .concat('--b--');
    case 'plain':
      return pairs(chance, size)
        .map(([name, value]) => `${name}=${value}`)
        .join('\r\n');
  }
}

/** A few of the words, put together once and then as often as fits. */
function run(chance: Chance, size: number): string {
  const piece = Array.from({ length: 1 + chance.below(4) }, () => chance.pick(WORDS)).join(
    chance.pick(['', ' ', '\n']),
  );
  return piece.repeat(Math.max(1, Math.floor(size / Math.max(1, piece.length)))).slice(0, size);
}

const lengthOf = (chance: Chance, most: number) => Math.min(most, chance.pick([3, 12, 12, 40, 200, 1500, most]));

function nameOf(chance: Chance): string {
  if (chance.happens(0.03)) return run(chance, 1 + chance.below(300));
  const name = chance.pick(NAMES);
  const spelt = chance.pick([name, name, `${name}_${chance.below(20)}`, `${name} ${chance.pick(NAMES)}`]);
  if (chance.happens(0.8)) return spelt;
  return chance.pick([
    `${spelt}[${chance.pick(NAMES)}]`,
    `${chance.pick(NAMES)}.${spelt}`,
    `${spelt}[${chance.below(9)}][value]`,
  ]);
}

function pairs(chance: Chance, size: number): [string, string][] {
  const made: [string, string][] = [];
  const longest = chance.pick([5, 60, 700, size]);
  const mayRepeat = chance.happens(0.3);
  // More are refused before they are looked at.
  for (let left = size; left > 0 && made.length < 990; ) {
    const last = made.at(-1);
    const pair: [string, string] =
      mayRepeat && last && chance.happens(0.9) ? last : [nameOf(chance), run(chance, lengthOf(chance, longest))];
    made.push(pair);
    left -= pair[0].length + pair[1].length + 2;
  }
  return made;
}

const escaped = (chance: Chance, text: string) =>
  chance.happens(0.5) ? encodeURIComponent(text.toWellFormed()) : text.replace(/[&#]/g, '+');

function node(chance: Chance, size: number, depth: number): unknown {
  if (size < 30 || depth > 20 || chance.happens(depth === 0 ? 0 : 0.15)) {
    return chance.happens(0.8) ? run(chance, lengthOf(chance, size)) : chance.pick([true, null, 972521234567, 1, 0.5]);
  }
  const least = chance.pick([20, 200, 3000, size]);
  if (chance.happens(0.35)) {
    const one = node(chance, least, depth + 1);
    const length = Math.max(1, JSON.stringify(one).length + 1);
    const same = Array.from({ length: Math.min(chance.pick([3, 900, 3000]), Math.floor(size / length)) }, () => one);
    return chance.happens(0.5) ? same : [...same.slice(0, -1), node(chance, least, depth + 1)];
  }
  if (chance.happens(0.2)) {
    const count = Math.max(1, Math.min(900, Math.floor(size / 80)));
    return Array.from({ length: count }, () => ({
      [chance.pick(['name', 'label', 'title', 'question', 'key'])]: nameOf(chance),
      type: chance.pick(['PhoneNumber', 'email', 'text', 'DROPDOWN', 'INPUT_PHONE_NUMBER']),
      [chance.pick(['value', 'answer', 'values', 'content'])]: run(chance, 20),
    }));
  }
  const made: Record<string, unknown> = {};
  for (let left = size, count = 0; left > 30 && count < 900; count++) {
    const name = nameOf(chance);
    const value = node(chance, Math.min(left, least), depth + 1);
    made[name] = value;
    left -= name.length + JSON.stringify(value).length + 4;
  }
  return made;
}

function element(chance: Chance, size: number, depth: number): string {
  if (size < 40 || depth > 30 || chance.happens(0.1))
    return run(chance, lengthOf(chance, Math.max(1, size))).replace(/[<>&]/g, '');
  let made = '';
  const least = chance.pick([20, 200, 3000, size]);
  const mayRepeat = chance.happens(0.3);
  let one = '';
  while (made.length < size - 40) {
    if (!one || !mayRepeat) {
      const name = chance.happens(0.9) ? chance.pick(NAMES) : `n${chance.below(900)}`;
      const attributes = Array.from(
        { length: chance.pick([0, 0, 0, 1, 3, 60]) },
        (_, i) => ` ${chance.pick(['', 'xmlns:'])}a${i}="${chance.pick(NAMES)} ${i}"`,
      ).join('');
      const inside = element(chance, Math.min(least, size - made.length - 80), depth + 1);
      one = chance.happens(0.1) ? `<${name}${attributes}/>` : `<${name}${attributes}>${inside}</${name}>`;
    }
    if (made.length + one.length > size) break;
    made += one;
  }
  return made;
}
