import type { Pair } from '../../../lead/submission.ts';
import { flatten } from '../../json/flatten.ts';
import { isObject, type JsonObject, type JsonValue, jsonText, member } from '../../json/parse.ts';
import { type JsonSender, questionPair, submission } from '../sender.ts';

const TYPE_NAMES = new Map([
  ['email', 'Email'],
  ['phone_number', 'Phone'],
]);

/** Typeform's webhook: answers by field, with the questions' titles in `definition`. */
export const typeform: JsonSender = (body) => {
  const response = member(body, 'form_response');
  if (!isObject(response)) return undefined;
  const { answers = null, definition, hidden = null, ...rest } = response;
  const titles = new Map<string, string>();
  if (isObject(definition)) collectTitles(member(definition, 'fields'), titles);
  const pairs = (Array.isArray(answers) ? answers : [answers]).flatMap((answer) => answerPairs(answer, titles));
  const { form_response: _response, ...event } = body;
  const beside = [...flatten(event), ...flatten(rest)].map(({ name, value }) => ({ name, value }));
  return [
    submission('typeform', [...pairs, ...flatten(hidden), ...beside], {
      providerLeadId: jsonText(member(response, 'token')),
    }),
  ];
};

/** Groups and contact blocks hold their questions inside. */
function collectTitles(fields: JsonValue | undefined, titles: Map<string, string>): void {
  for (const field of listOf(fields)) {
    const id = jsonText(member(field, 'id'));
    const title = jsonText(member(field, 'title'));
    if (id !== undefined && title !== undefined) titles.set(id, title);
    const properties = member(field, 'properties');
    if (isObject(properties)) collectTitles(member(properties, 'fields'), titles);
  }
}

function answerPairs(answer: JsonValue, titles: Map<string, string>): Pair[] {
  if (!isObject(answer)) return flatten(answer, ['answers']);
  const { type, field = null, ...content } = answer;
  const id = isObject(field) ? (jsonText(member(field, 'id')) ?? '') : '';
  const ref = isObject(field) ? jsonText(member(field, 'ref')) : undefined;
  const title = titles.get(id)?.replace(/[*_]/g, '').trim();
  const kind = jsonText(type) ?? '';
  const texts = answerTexts(member(answer, kind));
  if (texts.length > 0) return texts.map((text) => questionPair(ref ?? id, title, text, TYPE_NAMES.get(kind)));
  // A payment, a video, or what Typeform invents next.
  return flatten(content, [title ?? ref ?? id]).map(({ name, value }) => ({ name, value }));
}

/** Choices carry `label` or `labels`, and `other` for what was typed. */
function answerTexts(value: JsonValue | undefined): string[] {
  const text = jsonText(value);
  if (text !== undefined) return [text];
  if (!isObject(value)) return [];
  const labels = member(value, 'labels');
  const many = Array.isArray(labels) ? labels : [];
  return [...many, member(value, 'label') ?? null, member(value, 'other') ?? null].flatMap(
    (one) => jsonText(one) ?? [],
  );
}

function listOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
