import { isSameSecret } from '../../ids/same-text.ts';
import type { Channel } from '../../lead/channel/channel.ts';
import type { Raw } from '../../lead/raw.ts';
import type { Warning } from '../../lead/submission.ts';
import { isSignedBy } from './ads/meta-signature.ts';
import { withoutGoogleKey } from './ads/without-google-key.ts';

/** What an arrival shows for itself besides what it says. */
export interface Shown {
  /** The secret in the body, as the sender's shape has it. */
  proof: string | undefined;
  body: Uint8Array;
  /** The header `X-Hub-Signature-256`. */
  signature: string | undefined;
}

/** How a sender proves that it is who its shape says. */
export interface Gate {
  /** The secret the channel and the sender share; undefined when its owner has not set one. */
  secretOf(channel: Channel): string | undefined;
  isProven(secret: string, shown: Shown): Promise<boolean>;
  /** The answer to who cannot prove it. */
  refusal: { code: string; status: 403; message: string };
  /** On the leads of a channel without the secret: they are taken as they come. */
  unchecked: Warning;
  /** The bytes without the secret, for keeping. */
  withoutProof?(raw: Raw): Raw;
}

const googleAds: Gate = {
  secretOf: ({ googleKey }) => googleKey,
  isProven: async (secret, { proof }) => proof !== undefined && isSameSecret(proof, secret),
  refusal: {
    code: 'google_key_wrong',
    status: 403,
    message:
      "The google_key is not the one of this channel. Enter the channel's key in the lead form's webhook settings.",
  },
  unchecked: {
    code: 'google_key_not_checked',
    message: 'This channel has no Google key, so anybody who knows its address can send such leads. Set one.',
  },
  withoutProof: withoutGoogleKey,
};

/** Meta signs what it posts, leads and messages alike, with the secret of the app. */
const meta: Gate = {
  secretOf: ({ metaAppSecret }) => metaAppSecret,
  isProven: async (secret, { body, signature }) => isSignedBy(secret, body, signature),
  refusal: {
    code: 'signature_wrong',
    status: 403,
    message:
      'X-Hub-Signature-256 is missing or was not made with the app secret of this channel. Leads that another service forwards need a channel without it.',
  },
  unchecked: {
    code: 'signature_not_checked',
    message:
      'This channel has no Meta app secret, so the sender was not checked. Set it if Meta itself posts here; what is forwarded by another service is not signed.',
  },
};

const GATES: ReadonlyMap<string, Gate> = new Map([
  ['google-ads', googleAds],
  ['meta-lead-ads', meta],
  ['whatsapp', meta],
]);

/** The gate of a recognised sender; most have none. */
export const gateOf = (sender: string): Gate | undefined => GATES.get(sender);
