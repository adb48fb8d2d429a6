import type { Pair } from '../../../lead/submission.ts';
import { flatten } from '../../json/flatten.ts';
import { isObject, type JsonObject, type JsonValue, jsonText, member, parseJson } from '../../json/parse.ts';
import { type FlatSender, questionPair, submission } from '../sender.ts';

/** `q3_name`, `q3_name[first]`: the number of a question and a name made from its title. */
const QUESTION = /^q(\d+)_([^[\].]*)(?:[[.]([^\].]*)\]?)?$/;

const PARTS = new Map([
  ['first', 'FirstName'],
  ['last', 'LastName'],
  ['prefix', 'NamePrefix'],
  ['addr_line1', 'Address'],
  ['city', 'City'],
  ['postal', 'PostalCode'],
  ['country', 'Country'],
]);

/** Jotform's webhook (`rawRequest` holds the answers, `pretty` their titles), or its form posted straight here. */
export const jotform: FlatSender = ({ pairs, has, value }) => {
  const rawRequest = value('rawrequest');
  const isDirect = has('formid') && pairs.some((pair) => QUESTION.test(pair.name));
  if (!(has('formid') && rawRequest) && !isDirect) return undefined;
  const parsed = rawRequest === undefined ? undefined : parseJson(rawRequest);
  const answers =
    parsed?.ok && isObject(parsed.value) ? answerPairs(parsed.value, titlesIn(value('pretty') ?? '')) : [];
  const own = parsed?.ok ? pairs.filter((pair) => !/^(?:rawrequest|pretty)$/i.test(pair.name)) : pairs;
  return submission('jotform', [...answers, ...joinPhones(own).map(direct)], { providerLeadId: value('submissionid') });
};

function answerPairs(request: JsonObject, titles: Map<string, string>): Pair[] {
  return Object.entries(request).flatMap(([key, answer]) => {
    const [, , name] = QUESTION.exec(key) ?? [];
    if (name === undefined)
      return flatten(answer, ['rawRequest', key]).map(({ name: path, value }) => ({ name: path, value }));
    const whole = phoneOf(answer) ?? jsonText(answer);
    if (whole !== undefined)
      return [questionPair(key, titles.get(whole.trim()) ?? name, whole, phoneOf(answer) && 'Phone')];
    if (!isObject(answer)) return flatten(answer, [key]).map((pair) => ({ ...pair, label: name }));
    return Object.entries(answer).flatMap(([part, inner]) =>
      flatten(inner, [`${key}.${part}`]).map((pair) => partPair(pair, part)),
    );
  });
}

/** A telephone comes as `{area, phone}`, with a country code, or as `{full}`. */
function phoneOf(answer: JsonValue): string | undefined {
  if (!isObject(answer)) return undefined;
  const number = jsonText(member(answer, 'phone'));
  if (number === undefined) return jsonText(member(answer, 'full'));
  return [jsonText(member(answer, 'country')), jsonText(member(answer, 'area')), number].filter(Boolean).join(' ');
}

function partPair({ name, value }: Pair, part: string): Pair {
  const label = PARTS.get(part);
  return label === undefined ? { name, value } : { name, value, label };
}

function direct(pair: Pair): Pair {
  const [, , name, part] = QUESTION.exec(pair.name) ?? [];
  if (name === undefined) return pair;
  return part === undefined ? questionPair(pair.name, name, pair.value) : partPair(pair, part);
}

/** `q5_phone[area]` and `q5_phone[phone]` of a form posted straight here are one number. */
function joinPhones(pairs: Pair[]): Pair[] {
  const areas = new Map(
    pairs.filter((pair) => pair.name.endsWith('[area]')).map((pair) => [pair.name.slice(0, -6), pair.value]),
  );
  if (areas.size === 0) return pairs;
  return pairs.flatMap((pair) => {
    if (pair.name.endsWith('[area]')) return [];
    const field = pair.name.endsWith('[phone]') ? pair.name.slice(0, -7) : undefined;
    const area = field === undefined ? undefined : areas.get(field);
    return field === undefined || area === undefined
      ? [pair]
      : [{ name: field, value: `${area} ${pair.value}`, label: 'Phone' }];
  });
}

/** `pretty` reads `Title:answer, Title:answer`; the titles by their answers, where that is clear. */
function titlesIn(pretty: string): Map<string, string> {
  const titles = new Map<string, string>();
  for (const piece of pretty.split(', ')) {
    const colon = piece.indexOf(':');
    if (colon > 0) titles.set(piece.slice(colon + 1).trim(), piece.slice(0, colon).trim());
  }
  return titles;
}
