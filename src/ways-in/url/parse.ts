import type { Pair, Warning } from '../../lead/submission.ts';
import type { Decoder } from '../charset/decoder.ts';
import { parseUrlencoded } from '../html-form/parse.ts';

/** Our own switches in an address, which are not about the person. */
const SWITCHES = new Set(['dry_run']);

/** Reads the query string as it was sent, percent signs and all, without the `?`. */
export function parseQuery(query: string, decoder: Decoder, warnings?: Map<string, Warning>): Pair[] {
  const pairs = parseUrlencoded(new TextEncoder().encode(query), decoder, warnings);
  return pairs.filter((pair) => !SWITCHES.has(pair.name)).map(withoutHtmlEscape);
}

/** An address copied out of HTML source still has `&amp;` between its parameters. */
function withoutHtmlEscape(pair: Pair): Pair {
  return pair.name.startsWith('amp;') ? { ...pair, name: pair.name.slice(4) } : pair;
}
