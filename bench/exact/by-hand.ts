import { app } from '../../src/app.ts';
import { mintKey } from '../../src/business/keys/mint.ts';
import { insertApiKey } from '../../src/storage/control/api-keys.ts';
import { formOf } from '../inputs/forms.ts';
import type { ByHand } from './budget.ts';

/** A key that may enter contacts by hand. */
export async function newApiKey(env: Pick<Env, 'CONTROL'>, databaseId: string): Promise<string> {
  const { record, token } = await mintKey(databaseId, 'Bench', ['read', 'write'], Date.now());
  await insertApiKey(env.CONTROL, record);
  return token;
}

/** Who is at work, and with whom: a new person for `create`, a seeded one for the others. */
export interface Hand {
  databaseId: string;
  apiKey: string;
  person: number;
}

/** Does it through the API. @throws when an answer is not the one it should be. */
export async function doByHand(env: Env, ctx: ExecutionContext, what: ByHand, hand: Hand): Promise<void> {
  const { FirstName, LastName, Phone, Email } = formOf(hand.person, '');
  const typed = { firstName: FirstName, lastName: LastName, mobile: Phone, email: Email, company: 'Or Studio' };
  const call = async (path: string, body: unknown, status: number) => {
    const request = new Request(`https://kelet.test/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${hand.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await app.fetch(request, env, ctx);
    if (answer.status !== status) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };
  const card = `/contacts/${hand.databaseId}-${hand.person}`;
  switch (what) {
    case 'check and create':
      await call('/contacts/check', typed, 200);
      return call('/contacts/manual', typed, 201);
    case 'check somebody known':
      await call('/contacts/check', typed, 200);
      return call('/contacts/manual', typed, 409);
    case 'complete':
      return call(`${card}/complete`, typed, 200);
    case 'renew':
      return call(`${card}/renew`, { ...typed, stepNotes: 'Asked for an offer' }, 200);
  }
}
