import { env } from 'cloudflare:workers';

const refuse = () => Promise.reject(new Error('away'));

/** Everything as it is, but whoever asks for a database's writer gets this one. */
export const withWriter = (writer: object): Env =>
  ({ ...env, CONTACT_WRITER: { getByName: () => writer } }) as unknown as Env;

/** The same with a writer that does not answer. */
export const withoutWriter = (): Env =>
  withWriter({ write: refuse, rehearse: refuse, recognise: refuse, forgetRules: refuse });
