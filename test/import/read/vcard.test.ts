import { describe, expect, it } from 'vitest';
import { targetsOf } from '../../../src/import/rows/columns.ts';
import { rowReader } from '../../../src/import/rows/read-row.ts';
import { open, refusalOf, rowsOf } from '../../support/files/file.ts';
import { someRules } from '../../support/pure/import-channel.ts';

const RULES = someRules();

async function leadsOf(file: string | Uint8Array) {
  const [header, ...rows] = await rowsOf(file);
  const names = header?.cells ?? [];
  const targets = targetsOf(names, {}, RULES.channel);
  const read = rowReader(
    names.map((name, at) => ({ name, target: targets[at] ?? null, samples: [] })),
    RULES,
  );
  return rows.map(read).map((reading) => ('lead' in reading ? reading.lead : undefined));
}
const card = (...lines: string[]) => `BEGIN:VCARD\r\n${lines.join('\r\n')}\r\nEND:VCARD\r\n`;

describe('an address book of a phone', () => {
  it('is read in version 2.1, quoted-printable, with several cards', async () => {
    const dana = card(
      'VERSION:2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D7=9C=D7=95=D7=99;=D7=93=D7=A0=',
      '=D7=94;;;',
      'TEL;CELL:054-7346001',
      'EMAIL:dana.levi@example.com',
    );
    const gal = card(
      'VERSION:2.1',
      'N:Stone;Gal;;;',
      'FN:Gal Stone',
      'TEL;CELL:054-7346002',
      'TEL;HOME:03-7346902',
      'TEL;WORK;FAX:03-7346903',
    );
    const [one, two] = await leadsOf(dana + gal);
    expect(one?.details).toEqual({
      firstName: 'דנה',
      lastName: 'לוי',
      mobile: '054-7346001',
      email: 'dana.levi@example.com',
    });
    expect(two?.details).toEqual({
      firstName: 'Gal',
      lastName: 'Stone',
      mobile: '054-7346002',
      phone: '03-7346902',
      fax: '03-7346903',
    });
  });

  it('is read in version 3.0, with folded lines, groups, escapes and a picture', async () => {
    const [lead] = await leadsOf(
      card(
        'VERSION:3.0',
        'N:Levi;Dana;;Dr.;',
        'ORG:Alpha\\; Sons;Sales',
        'TITLE:Buy',
        ' er',
        'item1.TEL:054-7346001',
        'item1.X-ABLabel:_$!<Mobile>!$_',
        'TEL;TYPE=WORK,VOICE:03-7346902',
        'item2.EMAIL;type=INTERNET:dana.levi@example.com',
        'EMAIL;TYPE=WORK:dana@alpha.example',
        'ADR;TYPE=HOME:;;1 Herzl St.;Haifa;;31000;Israel',
        'BDAY:1984-05-02',
        'NOTE:one\\ntwo\\, three',
        `PHOTO;ENCODING=b;TYPE=JPEG:${'A'.repeat(40_000)}`,
        ` ${'B'.repeat(40_000)}`,
      ),
    );
    expect(lead?.details).toEqual({
      firstName: 'Dana',
      lastName: 'Levi',
      namePrefix: 'Dr.',
      company: 'Alpha; Sons',
      title: 'Buyer',
      mobile: '054-7346001',
      phone: '03-7346902',
      email: 'dana.levi@example.com',
      address: '1 Herzl St.',
      city: 'Haifa',
      postalCode: '31000',
      country: 'Israel',
      birthDate: '1984-05-02',
      notes: 'one\ntwo, three',
    });
    expect(lead?.identities.map(({ value }) => value)).toContain('dana@alpha.example');
  });

  it('is read in version 4.0, with URIs, and a full name alone', async () => {
    const [lead] = await leadsOf(
      card('VERSION:4.0', 'FN:Dana Levi', 'TEL;VALUE=uri;TYPE="cell,text":tel:+972-54-734-6001', 'BDAY:19840502'),
    );
    expect(lead?.details).toEqual({
      firstName: 'Dana',
      lastName: 'Levi',
      mobile: '+972-54-734-6001',
      birthDate: '1984-05-02',
    });
  });

  it('is told from a text that speaks of it, and said to be one', async () => {
    expect((await open(card('FN:Dana'))).warnings).toMatchObject([{ code: 'vcard_read' }]);
    expect((await open('BEGIN,VCARD\na,b\n')).warnings).toEqual([]);
  });

  it.each([
    ['one card without end', `BEGIN:VCARD\n${'TEL:03-7346902\n'.repeat(1_500_000)}`],
    ['one line without end', `BEGIN:VCARD\nNOTE;ENCODING=QUOTED-PRINTABLE:${'=41'.repeat(7_000_000)}`],
    ['a hundred thousand cards', card('FN:Dana', 'TEL:03-7346902').repeat(100_000)],
    ['lines that go on', `BEGIN:VCARD\nNOTE;ENCODING=QUOTED-PRINTABLE:${'a=\n'.repeat(3_000_000)}`],
  ])(
    'takes linear time: %s',
    async (_, file) => {
      await refusalOf(file);
    },
    20_000,
  );
});
