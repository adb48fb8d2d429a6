const SIZE = 65_000;

/** A piece again and again until a body is full. */
const fill = (piece: string, before = '', after = '') =>
  before + piece.repeat(Math.floor((SIZE - before.length - after.length) / piece.length)) + after;
const many = (count: number, one: (i: number) => string, between = '') =>
  Array.from({ length: count }, (_, i) => one(i)).join(between);

const JSON_BODIES: Record<string, string> = {
  'one long key over many leaves': JSON.stringify({
    ['a b'.repeat(7000)]: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}`, 'v'])),
  }),
  'one long label over a list': JSON.stringify({ ['Phone '.repeat(8000)]: Array.from({ length: 1300 }, () => 'v') }),
  'long keys in long keys': JSON.stringify({
    ['a'.repeat(30_000)]: { ['b'.repeat(10_000)]: Array.from({ length: 1500 }, (_, v) => ({ v })) },
  }),
  'a long title over many answers': JSON.stringify({
    fields: [{ name: 'x', label: 'Name '.repeat(6000), values: Array.from({ length: 6000 }, () => 'v') }],
  }),
  'many keys': `{${many(6000, (i) => `"k${i}":1`, ',')}}`,
  'a deep list': `${'{"a":'.repeat(30)}[${fill('1,', '', '').slice(0, 60_000)}1]${'}'.repeat(30)}`,
  'many phones': JSON.stringify({ phones: Array.from({ length: 4000 }, (_, i) => `05${i}`) }),
  'many named fields': JSON.stringify({
    fields: Array.from({ length: 1000 }, (_, i) => ({ name: 'phone', value: `${i}`, label: 'x y z' })),
  }),
  'many leads': `{"leads":[${many(3000, (i) => `{"Phone":"${i}"}`, ',')}]}`,
  'a long phone': JSON.stringify({ Phone: '052 '.repeat(16_000) }),
  escapes: fill('\\u05d0', '{"Remarks":"', '"}'),
  brackets: fill('[', '{"a":', ''),
  quotes: fill('\\"', '{"a":"', '"}'),
};
const FORM_BODIES: Record<string, string> = {
  'many names': many(7000, (i) => `k${i}=1`, '&'),
  'one name many times': fill('phone=1&'),
  'a long name': `${'a '.repeat(32_000)}=1`,
  'a long name of brackets': `${fill('[')}=1`,
  'nested names': many(2800, (i) => `contact[phones][${i}][value]=1`, '&'),
  'deep names': fill('[a]', 'a', '=1'),
  samples: fill('[Phone] ', 'Phone='),
  phones: fill('0521234567 ', 'Phone='),
  pluses: fill('%2B1', 'Phone='),
  'digits of another script': fill('%D9%A3', 'Phone='),
  addresses: fill('a@b.co,', 'Email='),
  'at signs': fill('@', 'Email='),
  dots: fill('a.', 'Email=a@'),
  'words of a name': fill('a ', 'FullName='),
  blanks: fill('%20', 'Remarks=x', 'x'),
  'white space': fill('+', 'FirstName=', 'x'),
  references: fill('%26%2345;', 'Remarks='),
  'percent signs': fill('%'),
  'bytes that are no UTF-8': fill('a=%E0&'),
  ampersands: fill('&'),
  marks: fill('%CC%81', 'FirstName=a'),
};
const XML_BODIES: Record<string, string> = {
  'empty elements': fill('<b/>', '<a>', '</a>'),
  elements: fill('<b>1</b>', '<a>', '</a>'),
  attributes: `<a ${many(5500, (i) => `a${i}="1"`, ' ')}/>`,
  levels: fill('<a>'),
  references: fill('&amp;', '<lead><Phone>', '</Phone></lead>'),
  CDATA: fill('<![CDATA[a]]>', '<a>', '</a>'),
  'open CDATA': fill('<![CDATA[', '<a>'),
  comments: fill('<!--a-->', '<a>', '</a>'),
  instructions: fill('<?a?>', '<a>', '</a>'),
  'angle brackets': fill('<'),
  leads: fill('<lead><a>1</a></lead>', '<leads>', '</leads>'),
  'broken ADF': fill('=‘', '<adf>'.padEnd(20)).slice(0, 30_000),
  'spaces in a tag': fill(' ', '<lead'),
};
const MULTIPART_BODIES: Record<string, string> = {
  parts: fill('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'),
  parameters: fill('name=', '--b\r\nContent-Disposition: form-data; ', '\r\n\r\nx\r\n--b--'),
  semicolons: fill(';   ', '--b\r\nContent-Disposition: form-data', '\r\n\r\nx\r\n--b--'),
  spaces: fill(' ', '--b\r\nContent-Disposition: form-data;', '\r\n\r\nx\r\n--b--'),
  folds: fill('\r\n ', '--b\r\n', '\r\n\r\nx\r\n--b--'),
  quotes: fill('\\"', '--b\r\nContent-Disposition: form-data; name="'),
  boundaries: fill('--b\r\n'),
  lines: fill('a:b\r\n', '--b\r\n'),
};
const PLAIN_BODIES: Record<string, string> = {
  lines: fill('a=b\r\n'),
  ampersands: fill('&', 'a=b\r\n'),
  breaks: fill('\r\n', 'a=b'),
};
const MAIL_BODIES: Record<string, string> = {
  'at signs in From': fill('@', 'From: ', '\n\nx'),
  'addresses in From': fill('a@', 'From: ', '\n\nx'),
  'at signs in a forwarded mail': fill(
    '@',
    'From: a@b.example\nSubject: Fwd: x\n\n---- Forwarded message ----\nFrom: ',
    '\nDate: x\n',
  ),
  'at signs everywhere': fill('From: @@@@@@@@@@@@\nTo: @\n', 'From: a@b.example\nSubject: Fwd: x\n\n'),
  'a subject of prefixes': fill('Fwd: ', 'From: a@b.example\nSubject: ', '\n\nx'),
  'blanks in the subject': fill(' ', 'From: a@b.example\nSubject: x', 'x\n\nx'),
  labels: fill('Phone: 1\n', 'From: wordpress@b.example\n\n'),
  'labels without end': fill('Name:\n', 'From: wordpress@b.example\n\n'),
  'one long label': fill('a ', 'From: wordpress@b.example\n\n', ': 1'),
  'a long value': fill('@ ', 'From: wordpress@b.example\n\nEmail: '),
  bars: fill('Name: a|', 'From: wordpress@b.example\n\n'),
  'lines of stars': fill('*_*_\n', 'From: a@b.example\n\n'),
  'lines of quotation': fill('> > From: a\n', 'From: a@b.example\nSubject: Fwd: x\n\n'),
  'a quotation of 30,000 levels': `From: a@b.example\nSubject: Fwd: x\n\n---- Forwarded message ----\n${['From: Dana <dana@example.com>', 'Date: x', 'Subject: y', 'To: z'].map((line, i) => `${'>'.repeat(i ? 10_000 : 30_000)} ${line}\n`).join('')}\nx`,
  'forwards in forwards': fill(
    '---- Forwarded message ----\nFrom: a <a@b.example>\nDate: x\nTo: y\nSubject: z\n\n',
    'From: a@b.example\nSubject: Fwd: x\n\n',
  ),
  'lines that say who wrote': fill('On 1 May 2025 at 10:00 Dana wrote\n', 'From: a@b.example\n\n'),
  tables: fill('<table><tr><td>a', 'From: a@b.example\nContent-Type: text/html\n\n'),
  cells: fill('<td>Name:', 'From: a@b.example\nContent-Type: text/html\n\n<table><tr>'),
  tags: fill('<', 'From: a@b.example\nContent-Type: text/html\n\n'),
  headers: fill('From: a@b.example\r\n', '', '\r\nx'),
  parts: fill('--b\r\n\r\nx\r\n', 'From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n'),
  'encoded words': fill('=?utf-8?Q?a?= ', 'From: a@b.example\nSubject: ', '\n\nx'),
  'mails in mails': fill('From: a@b.example\nContent-Type: message/rfc822\n\n'),
  'phones in words': fill('Tel: 0521234567 ', 'From: a@b.example\n\n'),
  'missed calls': fill('Caller ID: 0\n', 'From: pbx@b.example\nSubject: Missed call\n\n'),
};

export interface HostileBody {
  way: string;
  name: string;
  contentType: string;
  body: string;
}

const WAYS: [way: string, contentType: string, bodies: Record<string, string>][] = [
  ['JSON', 'application/json', JSON_BODIES],
  ['form', 'application/x-www-form-urlencoded', FORM_BODIES],
  ['XML', 'text/xml', XML_BODIES],
  ['multipart', 'multipart/form-data; boundary=b', MULTIPART_BODIES],
  ['plain text', 'text/plain', PLAIN_BODIES],
  ['mail', 'message/rfc822', MAIL_BODIES],
];

/** Bodies of 64 KB that were made to take long, for every way in. */
export const HOSTILE_BODIES: HostileBody[] = WAYS.flatMap(([way, contentType, bodies]) =>
  Object.entries(bodies).map(([name, body]) => ({ way, name, contentType, body })),
);
