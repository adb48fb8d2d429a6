import type { Pair } from '../../../lead/submission.ts';
import { declaredKind } from '../../json/flatten.ts';
import { isObject, type JsonObject, type JsonValue, jsonText, member, parseJson } from '../../json/parse.ts';
import { asOthers, type FlatSender, submission } from '../sender.ts';

const ANSWER = /^Field\d+$/;

/** Wufoo's webhook: `Field1=Dana`, with the questions in `FieldStructure` where its owner asked for them. */
export const wufoo: FlatSender = ({ pairs, has, value }) => {
  const answers = pairs.filter(({ name }) => ANSWER.test(name));
  if (answers.length === 0 || !(has('entryid') && (has('handshakekey') || has('createdby')))) return undefined;
  const titles = titlesIn(value('fieldstructure') ?? '');
  const said = answers.map((pair) => ({ ...pair, ...titles.get(pair.name) }));
  // The handshake key is a secret between Wufoo and its owner, and the structures only say what was asked.
  const rest = pairs.filter(
    ({ name }) => !ANSWER.test(name) && !/^(?:HandshakeKey|FieldStructure|FormStructure)$/i.test(name),
  );
  // Each form counts its entries from 1.
  const form = formIn(value('formstructure') ?? '');
  return submission('wufoo', [...said, ...asOthers(rest)], {
    providerLeadId: form && `${form} ${value('entryid')}`,
  });
};

function formIn(structure: string): string | undefined {
  const parsed = parseJson(structure);
  return parsed.ok && isObject(parsed.value) ? jsonText(member(parsed.value, 'Hash')) : undefined;
}

/** What is asked under a field's number; a part of a name or an address is called by its own label. */
function titlesIn(structure: string): ReadonlyMap<string, Partial<Pair>> {
  const parsed = parseJson(structure);
  const fields = parsed.ok && isObject(parsed.value) ? listOf(member(parsed.value, 'Fields')) : [];
  return new Map(
    fields.flatMap((field) => {
      const title = jsonText(member(field, 'Title')) ?? '';
      const type = jsonText(member(field, 'Type')) ?? '';
      const declares = declaredKind(type);
      const own = { label: title, ...(declares ? { declares } : {}) };
      const parts = listOf(member(field, 'SubFields')).map((part): [string, Partial<Pair>] => {
        const label = jsonText(member(part, 'Label')) ?? '';
        return [idOf(part), { label: /name$/.test(type) ? `${label} name` : /address/.test(type) ? label : title }];
      });
      return [[idOf(field), own] as [string, Partial<Pair>], ...parts];
    }),
  );
}

const idOf = (field: JsonObject) => jsonText(member(field, 'ID')) ?? '';

function listOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
