import { flatten } from '../../json/flatten.ts';
import { isObject, parseJson } from '../../json/parse.ts';
import { type FlatSender, submission } from '../sender.ts';

/**
 * Unbounce's webhook: `data.json` holds the answers as `{"field": ["answer"]}`, `data.xml` the same once more. What
 * stands beside them differs; whoever else writes answers under that name means the same.
 */
export const unbounce: FlatSender = ({ pairs, value }) => {
  const data = value('data.json');
  if (data === undefined) return undefined;
  const parsed = parseJson(data);
  if (!parsed.ok || !isObject(parsed.value)) return undefined;
  const beside = pairs.filter(({ name }) => !/^data\.(?:json|xml)$/i.test(name));
  return submission('unbounce', [
    ...flatten(parsed.value),
    ...beside.map((pair) => ({ ...pair, whose: 'other' as const })),
  ]);
};
