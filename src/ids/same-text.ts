import { sha256 } from './digest.ts';

/** Whether two secrets are equal, in a time that does not tell how much of them is. */
export async function isSameSecret(given: string, expected: string): Promise<boolean> {
  return isSameText(await sha256(given), await sha256(expected));
}

/** The same for texts that are hashes already. */
export function isSameText(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let at = 0; at < expected.length; at++) difference |= given.charCodeAt(at) ^ expected.charCodeAt(at);
  return difference === 0;
}
