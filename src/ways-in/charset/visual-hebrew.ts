const FINALS_FIRST = /(?<![א-ת])[ךםןףץ](?=[א-ת])/g;
const FINALS_LAST = /(?<=[א-ת])[ךםןףץ](?![א-ת])/g;
const FORWARD_RUN = /[A-Za-z0-9](?:[A-Za-z0-9 @._:/?&=+,-]*[A-Za-z0-9])?/g;

/**
 * Text in ISO-8859-8 may be in visual order (RFC 1556): every line written as it is seen, from the left. Its final
 * letters then stand first in their words, and only then is it turned around.
 */
export function logicalOrder(text: string): string {
  if (count(text, FINALS_FIRST) <= count(text, FINALS_LAST)) return text;
  return text.split('\n').map(turned).join('\n');
}

const MIRRORED: Record<string, string> = { '(': ')', ')': '(', '[': ']', ']': '[', '<': '>', '>': '<' };

function turned(line: string): string {
  if (!/[א-ת]/.test(line)) return line;
  const end = line.endsWith('\r') ? '\r' : '';
  const reversed = [...line.slice(0, line.length - end.length)].reverse().map((one) => MIRRORED[one] ?? one);
  // Numbers and Latin words read from the left in either order.
  return reversed.join('').replace(FORWARD_RUN, (run) => [...run].reverse().join('')) + end;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
