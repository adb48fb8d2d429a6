import type { Channel } from '../../lead/channel/channel.ts';
import type { Raw } from '../../lead/raw.ts';
import { type Gate, gateOf } from '../senders/gates.ts';
import type { Understood } from '../understood.ts';

type Shown = Pick<Understood, 'sender' | 'proof'>;

/**
 * Why leads are not taken for what their shape says they are; undefined when all are.
 * @param signature the header `X-Hub-Signature-256`.
 * @param isOwnPage it came by a page of ours, whose link is its proof.
 */
export async function checkSenders(
  leads: Shown[],
  channel: Channel,
  { body }: Raw,
  signature: string | undefined,
  isOwnPage: boolean,
): Promise<Gate['refusal'] | undefined> {
  for (const { sender, proof } of leads) {
    const gate = gateOf(sender);
    const secret = gate?.secretOf(channel);
    if (!gate || secret === undefined) {
      if (channel.onlyProven && !isOwnPage) return NOT_PROVEN;
      continue;
    }
    if (!(await gate.isProven(secret, { proof, body, signature }))) return gate.refusal;
  }
  return undefined;
}

const NOT_PROVEN: Gate['refusal'] = {
  code: 'sender_not_proven',
  status: 403,
  message:
    'This channel takes leads only of senders that prove who they are. Send it by a provider whose key or signature the channel has, or by the API with a key.',
};

/** A secret that was shown has done its work; it is not kept with the lead. */
export function withoutProofs(raw: Raw, leads: Shown[]): Raw {
  const gate = leads.map(({ sender, proof }) => (proof === undefined ? undefined : gateOf(sender))).find(Boolean);
  return gate?.withoutProof?.(raw) ?? raw;
}
