import { expect, test } from 'vitest';
import { isMail } from '../../src/ways-in/mail/read.ts';
import { receive } from '../../src/ways-in/receive.ts';
import { understand } from '../../src/ways-in/understand.ts';
import { aChannel } from '../support/pure/channel.ts';

const MAIL = 'From: Dana Levi <dana@example.com>\r\nSubject: Hello\r\n\r\nPlease call me.';

test.each(['message/rfc822', ' Message/RFC822 ', 'message/rfc822; charset=utf-8', 'message/global'])(
  'a mail comes by mail only: posted as %j it is refused and kept',
  async (type) => {
    const request = new Request('https://kelet.example/in/x', {
      method: 'POST',
      headers: { 'content-type': type },
      body: MAIL,
    });
    const { raw } = await receive(request);
    expect(isMail(raw)).toBe(false);
    expect(new TextDecoder().decode(raw.body)).toBe(MAIL);
    const [lead] = (await understand(raw, aChannel())).leads;
    expect(lead?.rejection).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  },
);
