import { describe, expect, test } from 'vitest';
import { mail, readOne } from '../support/pure/mail.ts';

const FORWARDER = 'Ron Agent <ron@agency.example.org>';
const DANA = 'Dana Levi <dana.levi@example.com>';
const ASKS = 'Is the flat in Haifa still free?';

async function forwarded(body: string, subject = 'Fwd: Flat') {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8' };
  const encoded = `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`;
  const { details, sender, identities } = await readOne(mail({ from: FORWARDER, subject: encoded, headers, body }));
  return {
    email: details.email,
    name: `${details.firstName} ${details.lastName}`,
    notes: details.notes,
    sender,
    identities,
  };
}

const DANAS = {
  email: 'dana.levi@example.com',
  name: 'Dana Levi',
  notes: expect.stringContaining(ASKS),
  sender: 'mail-forwarded',
};

/** Announcement, from, subject, date and to, as Thunderbird, Apple Mail and web mails write them in these languages. */
const LANGUAGES: [language: string, ...words: [string, string, string, string, string]][] = [
  ['Croatian', 'Proslijeđena poruka', 'Šalje', 'Naslov', 'Datum', 'Prima'],
  ['Romanian', 'Mesaj redirecționat', 'Expeditorul', 'Subiectul', 'Dată', 'Destinatarul'],
  ['Ukrainian', 'Перенаправлене повідомлення', 'Від кого', 'Тема', 'Дата', 'Кому'],
  ['Estonian', 'Edastatud kiri', 'Saatja', 'Teema', 'Kuupäev', 'Saaja'],
  ['Japanese', '転送メッセージ', '送信元', '件名', '日付', '送信先'],
  ['Polish', 'Treść przekazanej wiadomości', 'Nadawca', 'Temat', 'Data', 'Adresat'],
  ['Czech', 'Přeposlaná zpráva', 'Od', 'Předmět', 'Datum', 'Komu'],
  ['Slovak', 'Preposlaná správa', 'Od', 'Predmet', 'Dátum', 'Komu'],
  ['Finnish', 'Välitetty viesti', 'Lähettäjä', 'Aihe', 'Päiväys', 'Vastaanottaja'],
  ['Hungarian', 'Továbbított üzenet', 'Feladó', 'Tárgy', 'Dátum', 'Címzett'],
  ['Bulgarian', 'Препратено съобщение', 'От', 'Относно', 'Дата', 'До'],
  ['Greek', 'Προωθημένο μήνυμα', 'Από', 'Θέμα', 'Ημερομηνία', 'Προς'],
  ['Turkish', 'İletilmiş Mesaj', 'Kimden', 'Konu', 'Tarih', 'Kime'],
  ['Swedish', 'Vidarebefordrat meddelande', 'Från', 'Ämne', 'Datum', 'Till'],
  ['Danish', 'Videresendt besked', 'Fra', 'Emne', 'Dato', 'Til'],
  ['Hebrew', 'הודעה שהועברה', 'מאת', 'נושא', 'תאריך', 'אל'],
  ['Chinese', '转发的邮件', '发件人', '主题', '日期', '收件人'],
];

describe('the quoted sender of a forwarded mail is the lead, the forwarder never', () => {
  describe.each(LANGUAGES)('in %s', (_, announced, from, subject, date, to) => {
    const header = [`${from}: ${DANA}`, `${subject}: Flat`, `${date}: 3.11.2026 9:00`, `${to}: ron@agency.example.org`];

    test('under a line of dashes', async () => {
      expect(await forwarded(`---------- ${announced} ----------\n${header.join('\n')}\n\n${ASKS}`)).toMatchObject(
        DANAS,
      );
    });

    test('under an announcement alone, in quotation marks, whatever the subject', async () => {
      const quoted = ['', ...header, '', ASKS].map((line) => `> ${line}`).join('\n');
      expect(await forwarded(`Please call her.\n\n${announced}:\n${quoted}`)).toMatchObject(DANAS);
    });

    test('all on one line, as Yahoo writes it', async () => {
      const line = `   ----- ${announced} ----- ${header.join('')}`;
      expect(await forwarded(`${line}\n ${ASKS}`, 'Flat')).toMatchObject(DANAS);
    });
  });

  test.each([
    ['English, Outlook for Mac', `On 28/10/2026 12:46, "Dana Levi" <dana.levi@example.com> wrote:`],
    ['German', `Am 28.10.2026, 12:46 schrieb "Dana Levi" <dana.levi@example.com>:`],
    ['French', `Le 28/10/2026 12:46, « Dana Levi » <dana.levi@example.com> a écrit :`],
    ['Dutch', `Op 28/10/2026 12:46 heeft Dana Levi <dana.levi@example.com> geschreven:`],
    ['Hungarian', `28/10/2026 12:46 időpontban Dana Levi (dana.levi@example.com) ezt írta:`],
    ['Finnish', `Dana Levi <dana.levi@example.com> kirjoitti 28.10.2026 12.46:`],
    ['Turkish', `"Dana Levi" <dana.levi@example.com>, 28/10/2026 12:46 tarihinde şunu yazdı:`],
    ['Czech', `Dne 28/10/2026 12:46, Dana Levi <dana.levi@example.com> napsal(a):`],
    ['Polish', `Dnia 28/10/2026, 12:46 użytkownik „Dana Levi” <dana.levi@example.com> napisał:`],
    ['Russian', `28/10/2026, 12:46 пользователь "Dana Levi" <dana.levi@example.com> написал:`],
    ['Slovak', `28/10/2026 12:46 používateľ Dana Levi (<dana.levi@example.com>) napísal:`],
    ['Danish', `D. 28/10/2026 12.46 skrev "Dana Levi" <dana.levi@example.com>:`],
    ['Norwegian', `Dana Levi <dana.levi@example.com> skrev følgende den 28/10/2026, 12:46:`],
    ['Hebrew of Apple Mail', `ב-28 באוק׳ 2026, בשעה 12:46, Dana Levi <dana.levi@example.com> כתב/ה:`],
    ['Hebrew of Gmail', `‫בתאריך יום ד׳, 28 באוק׳ 2026 ב-12:46 מאת ‪Dana Levi‬‏ <‪dana.levi@example.com‬‏>:‬`],
    ['broken in two', `On Wed, Oct 28, 2026 at 12:46 PM Dana Levi\n<dana.levi@example.com> wrote:`],
    ['broken in two before the verb', `On Wed, Oct 28, 2026 at 12:46 PM Dana Levi <dana.levi@example.com>\nwrote:`],
  ])('FW: above a line that says who wrote: %s', async (_, line) => {
    const plain = await forwarded(`Please call her.\n\n${line}\n\n    ${ASKS}`, 'FW: Flat');
    expect(plain).toMatchObject(DANAS);
    const quoted = await forwarded(`${line}\n\n> ${ASKS}\n> Thanks`, 'FW: Flat');
    expect(quoted).toMatchObject(DANAS);
    expect(quoted.notes).not.toContain('>');
  });

  test('a quoted sender without an address is still not the forwarder', async () => {
    const { email, identities } = await forwarded(`On 28/10/2026 12:46, Dana Levi wrote:\n\n> ${ASKS}`, 'FW: Flat');
    expect(email).toBeUndefined();
    expect(identities).toEqual([]);
  });

  test('a talk that was forwarded is its last writer’s, not the first one’s', async () => {
    const older = `---- Forwarded message ----\nFrom: Office <office@agency.example.org>\nDate: 1.11.2026 9:00\nTo: dana.levi@example.com\nSubject: RE: Flat\n\nIt is.`;
    const body = `---- Forwarded message ----\nFrom: ${DANA}\nDate: 3.11.2026 9:00\nTo: ron@agency.example.org\nSubject: RE: Flat\n\n${ASKS}\n\n${older}`;
    expect(await forwarded(body)).toMatchObject(DANAS);
  });
});

describe('an answer is its writer’s', () => {
  const answer = async (quotation: string) => {
    const { details, sender } = await readOne(
      mail({
        from: DANA,
        subject: 'Re: Flat',
        headers: { 'Content-Type': 'text/plain; charset=utf-8' },
        body: `${ASKS}\n\n${quotation}\n\n> We have three.`,
      }),
    );
    return { sender, email: details.email, notes: details.notes };
  };

  test.each([
    ['Gmail in Hebrew', '‫בתאריך יום ד׳, 28 באוק׳ 2026 ב-12:46 מאת ‪Ron‬‏ <‪ron@agency.example.org‬‏>:‬'],
    ['Apple Mail in Hebrew', 'ב-28 באוק׳ 2026, בשעה 12:46, Ron <ron@agency.example.org> כתב/ה:'],
    ['Gmail in Arabic', 'في الأربعاء، 28 أكتوبر 2026 في 12:46 م تمت كتابة ما يلي بواسطة ‪Ron‬‏ <‪ron@agency.example.org‬‏>:'],
    ['Outlook in Finnish', 'Ron <ron@agency.example.org> kirjoitti 28.10.2026 12.46:'],
    ['Gmail in Polish', 'śr., 28 paź 2026 o 12:46 Ron <ron@agency.example.org> napisał(a):'],
    ['Gmail in Ukrainian', 'ср, 28 жовт. 2026 р. о 12:46 Ron <ron@agency.example.org> пише:'],
  ])('and %s’s line is none of their words', async (_, line) => {
    expect(await answer(line)).toEqual({ sender: 'mail', email: 'dana.levi@example.com', notes: `Re: Flat\n${ASKS}` });
  });

  test('words that only look like such a line stay', async () => {
    const said =
      'On 28/10/2026 at 12:46 I called.\nThe forwarded papers are these:\na plan\nRon wrote on 1.1.2026 that it is free.';
    const { details } = await readOne(mail({ from: DANA, subject: '', body: said }));
    expect(details).toMatchObject({ email: 'dana.levi@example.com', notes: said });
  });
});
