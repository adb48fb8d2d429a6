import { cleanLine } from './text.ts';

const LONGEST = 300;
/** What template languages, mail programs and automation tools leave where nothing was filled in. */
const PLACEHOLDER =
  /\{\{[^{}]{0,80}\}\}|\$?\{[\p{L}_][\p{L}\p{N}_ .:|-]{0,60}\}|%%?[\p{L}_][\p{L}\p{N}_.-]{0,60}%%?|<%=?[^<>%]{0,80}%>|\*\|[\w:]{1,60}\|\*|##[\p{L}_][\p{L}\p{N}_.-]{0,60}##|\[object Object\]/gu;
const NOTHING = /(?<![\p{L}\p{N}])(?:undefined|null|NULL|NaN|\(null\))(?![\p{L}\p{N}])/gu;

/**
 * Whether a value only says that its sender's program had nothing to say: `{{full_name}}`, `%name%`, `undefined`,
 * `null`, `[object Object]`, or several of them. `Null` with a capital is a name that people have.
 */
export function isUnsaid(value: string): boolean {
  if (value.length > LONGEST || !/[{%<*#[]|undefined|null|NULL|NaN/.test(value)) return false;
  const text = cleanLine(value);
  return (
    text !== '' &&
    text
      .replace(PLACEHOLDER, '')
      .replace(NOTHING, '')
      .replace(/[\s,]+/g, '') === ''
  );
}
