import type { Pair } from '../../lead/submission.ts';
import { flatten } from '../json/flatten.ts';
import { isObject, type JsonObject, type JsonValue, member, textOf } from '../json/parse.ts';
import { type JsonSender, questionPair, submission } from './sender.ts';

const TYPE_NAMES = new Map([
  ['email', 'Email'],
  ['phone_number', 'Phone'],
]);

/** Typeform's webhook: answers by field, with the questions' titles in `definition`. */
export const typeform: JsonSender = (body) => {
  const response = member(body, 'form_response');
  if (!isObject(response)) return undefined;
  const { answers, definition, hidden, ...rest } = response;
  const titles = new Map<string, string>();
  if (isObject(definition)) collectTitles(member(definition, 'fields'), titles);
  const pairs = listOf(answers).flatMap((answer) => answerPairs(answer, titles));
  const { form_response: _response, ...event } = body;
  const beside = flatten({ ...event, ...rest }).map(({ name, value }) => ({ name, value }));
  return [
    submission('typeform', [...pairs, ...(isObject(hidden) ? flatten(hidden) : []), ...beside], {
      providerLeadId: textOf(member(response, 'token')),
    }),
  ];
};

/** Groups and contact blocks hold their questions inside. */
function collectTitles(fields: JsonValue | undefined, titles: Map<string, string>): void {
  for (const field of listOf(fields)) {
    const id = textOf(member(field, 'id'));
    const title = textOf(member(field, 'title'));
    if (id !== undefined && title !== undefined) titles.set(id, title);
    const properties = member(field, 'properties');
    if (isObject(properties)) collectTitles(member(properties, 'fields'), titles);
  }
}

function answerPairs(answer: JsonObject, titles: Map<string, string>): Pair[] {
  const type = textOf(member(answer, 'type')) ?? '';
  const field = member(answer, 'field');
  const id = isObject(field) ? (textOf(member(field, 'id')) ?? '') : '';
  const ref = isObject(field) ? textOf(member(field, 'ref')) : undefined;
  const title = titles.get(id)?.replace(/[*_]/g, '').trim();
  const value = member(answer, type);
  return answerTexts(value).map((text) => questionPair(ref ?? id, title, text, TYPE_NAMES.get(type)));
}

/** Choices carry `label` or `labels`, and `other` for what was typed. */
function answerTexts(value: JsonValue | undefined): string[] {
  const text = textOf(value);
  if (text !== undefined) return [text];
  if (!isObject(value)) return [];
  const labels = member(value, 'labels');
  const many = Array.isArray(labels) ? labels : [];
  return [...many, member(value, 'label') ?? null, member(value, 'other') ?? null].flatMap((one) => textOf(one) ?? []);
}

function listOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
