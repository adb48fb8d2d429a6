import { env } from 'cloudflare:workers';

/** A D1 that answers nothing: whatever is asked of it, the call throws. */
export const downD1 = (why = 'D1_ERROR: D1 is down') =>
  new Proxy({} as D1Database, {
    get: () => () => {
      throw new Error(why);
    },
  });

/** Everything as it is, but no D1 answers. */
export const withoutD1 = (): Env => ({ ...env, CONTROL: downD1(), CONTACTS_1: downD1(), CONTACTS_2: downD1() });
