import { isSameText } from '../../../ids/same-text.ts';

/** Whether `X-Hub-Signature-256` (`sha256=…`) is the HMAC of these very bytes under the app's secret. */
export async function isSignedBy(secret: string, body: Uint8Array, signature: string | undefined): Promise<boolean> {
  const [, given] = /^sha256=([0-9a-f]{64})$/i.exec(signature?.trim() ?? '') ?? [];
  if (given === undefined) return false;
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, ['sign']);
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', key, body as Uint8Array<ArrayBuffer>));
  const expected = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return isSameText(given.toLowerCase(), expected);
}
