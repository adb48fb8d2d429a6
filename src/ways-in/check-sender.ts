import type { Channel } from '../lead/channel/channel.ts';
import type { Raw } from '../lead/raw.ts';
import { type Gate, gateOf } from './senders/gates.ts';
import type { Understood } from './understand.ts';

type Shown = Pick<Understood, 'sender' | 'proof'>;

/**
 * Why leads are not taken for what their shape says they are; undefined when all are.
 * @param signature the header `X-Hub-Signature-256`.
 */
export async function checkSenders(
  leads: Shown[],
  channel: Channel,
  { body }: Raw,
  signature: string | undefined,
): Promise<Gate['refusal'] | undefined> {
  for (const { sender, proof } of leads) {
    const gate = gateOf(sender);
    const secret = gate?.secretOf(channel);
    if (!gate || secret === undefined) continue;
    if (!(await gate.isProven(secret, { proof, body, signature }))) return gate.refusal;
  }
  return undefined;
}

/** A secret that was shown has done its work; it is not kept with the lead. */
export function withoutProofs(raw: Raw, leads: Shown[]): Raw {
  const gate = leads.map(({ sender, proof }) => (proof === undefined ? undefined : gateOf(sender))).find(Boolean);
  return gate?.withoutProof?.(raw) ?? raw;
}
