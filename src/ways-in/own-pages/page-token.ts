import { fingerprint } from '../../ids/digest.ts';
import { randomText } from '../../ids/random-text.ts';
import type { Raw } from '../../lead/raw.ts';
import type { Pair } from '../../lead/submission.ts';
import { readRaw } from '../read.ts';

/*
 * A page of ours carries a token that was drawn when it was made. The same bytes under the same token are the same page
 * sent again, by a double click or a reload however late; the same words from another page are for the writer to judge.
 */

export const newToken = () => randomText(20);

/** The `Idempotency-Key` of a page that was sent. */
export const keyOf = async ({ body }: Raw): Promise<string> =>
  `page ${await fingerprint(Array.from(body, (byte) => String.fromCharCode(byte)).join(''))}`;

/** What a page of ours sent; empty when it cannot be read. */
export async function pairsOf(raw: Raw): Promise<Pair[]> {
  const reading = await readRaw(raw, {});
  return reading.ok ? (reading.submissions[0]?.pairs ?? []) : [];
}
