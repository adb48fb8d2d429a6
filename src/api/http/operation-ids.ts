const VERBS: Record<string, string> = { get: 'get', post: 'create', patch: 'update', put: 'replace', delete: 'delete' };
const IRREGULAR = new Map([
  ['processes', 'process'],
  ['statuses', 'status'],
]);

/**
 * The name by which generated clients call an operation, from its method and path: `listContacts`, `getContactLog`,
 * `updateChannel`, `replayLead`, `undoMerge`.
 */
export function operationId(method: string, path: string): string {
  const parts = path.split('/').filter(Boolean);
  const nouns = parts.filter((part) => !part.startsWith('{'));
  const [collection = '', further] = nouns;
  const verb = VERBS[method] ?? method;
  if (further === undefined) {
    const isList = method === 'get' && nouns.length === parts.length;
    return isList ? `list${title(collection)}` : verb + title(singular(collection));
  }
  const isOfOne = parts.length > nouns.length;
  // What is posted to one thing, or beside a list, is a verb: /leads/{id}/replay, /contacts/check.
  if (method === 'post') return further + title(isOfOne ? singular(collection) : collection);
  return verb + title(isOfOne ? singular(collection) : collection) + title(further);
}

const title = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
const singular = (noun: string) => IRREGULAR.get(noun) ?? noun.replace(/s$/, '');
