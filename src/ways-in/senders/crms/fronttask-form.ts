import { type FlatSender, submission } from '../sender.ts';

const TYPES = new Set(['get', 'html', 'xml']);

/** FrontTask's form and address: canonical names, with `SystemID` and a `type` that only names the format. */
export const frontTaskForm: FlatSender = ({ pairs, has, value }) => {
  const isTyped = TYPES.has(value('type')?.toLowerCase() ?? '');
  if (!has('systemid') && !(isTyped && has('processdefinitionstepid'))) return undefined;
  const kept = isTyped ? pairs.filter((pair) => pair.name.toLowerCase() !== 'type') : pairs;
  return submission('frontask', kept);
};
