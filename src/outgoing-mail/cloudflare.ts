import type { SendMail } from './sender.ts';

/** Sends through Cloudflare's Email Service, which must know the domain of `from`. */
export const cloudflareSender =
  (binding: SendEmail, from: string): SendMail =>
  async ({ to, subject, text }) => {
    await binding.send({ from, to, subject, text });
  };
