/** No number stands behind more text than this, in characters. */
const LOOKED_AT = 2000;
/** A number with a plus, or one as people dial it. */
const PLAIN = /\+\d{7}|(?<!\d)0\d[\d-]{6,11}(?!\d)/;
/** The same with what people write between digits: `(03) 555 1234`, `052.123.4567`, `+972 (52) 123/4567`. */
const SPACED = /(?<![\p{L}\d])(?:\+\d|0)(?:[\s()[\]./\p{Cf}\p{Pd}]{0,3}\d){8,14}(?!\d)/u;
/** Israel's country code without a plus, as WhatsApp and advertisers write it. */
const ISRAELI = /(?<!\d)972(?:[\s()[\]./\p{Cf}\p{Pd}]{0,3}\d){8,9}(?!\d)/u;
/** Any country's code without a plus, where nothing else stands. */
const ABROAD = /^[1-9]\d{10,13}$/;
/** What services say of themselves in as many digits. */
const TIME = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]{0,20}|(?<![\d.])1\d{9}(?:\d{3})?(?:\.\d{1,9})?(?![\d.])/g;
const COUNTED = /(?:^|[_-])(?:id|ts|at|time|timestamp|challenge|token|key|nonce|version)$|(?:Id|ID|At|Time|Key)$/;

/**
 * Whether a value may hold a phone number, however it is written: in it anywhere with a plus, a leading nought or
 * Israel's code, or alone with any country's. `name` is the pair's own, which tells an id from a number.
 */
export function holdsNumber(name: string, value: string): boolean {
  const text = value.slice(0, LOOKED_AT).normalize('NFKC').replace(TIME, '|');
  if (PLAIN.test(text) || SPACED.test(text) || ISRAELI.test(text)) return true;
  return ABROAD.test(text.replace(/[\s()[\]./\p{Cf}\p{Pd}]/gu, '')) && !COUNTED.test(name);
}
