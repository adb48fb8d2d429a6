import type { Pair, Submission } from '../../../lead/submission.ts';
import { flatten } from '../../json/flatten.ts';
import { isObject, type JsonObject, type JsonValue, jsonText, member } from '../../json/parse.ts';
import { asOthers, type JsonSender, questionPair, submission } from '../sender.ts';

/** What LinkedIn's own questions are called, where a form asks them in other words. */
const PREDEFINED = new Map([
  ['FIRST_NAME', 'FirstName'],
  ['LAST_NAME', 'LastName'],
  ['EMAIL', 'Email'],
  ['WORK_EMAIL', 'Email'],
  ['PHONE_NUMBER', 'Phone'],
  ['WORK_PHONE_NUMBER', 'OtherPhone'],
  ['JOB_TITLE', 'Title'],
  ['COMPANY_NAME', 'AccountName'],
  ['CITY', 'City'],
  ['COUNTRY', 'Country'],
  ['ZIP_CODE', 'PostalCode'],
  ['POSTAL_CODE', 'PostalCode'],
]);

/**
 * LinkedIn's lead gen forms: answers by the numbers of questions, with the questions in `form`; one lead, or the
 * `elements` of a page of them; and the notification that names a lead by its number alone.
 */
export const linkedIn: JsonSender = (body) => {
  if (jsonText(member(body, 'leadGenFormResponse')) !== undefined) return [notification(body)];
  const elements = member(body, 'elements');
  const leads = Array.isArray(elements) ? elements.filter(isObject) : [body];
  return leads.length > 0 && leads.every((lead) => answersOf(lead)) ? leads.map(leadOf) : undefined;
};

function answersOf(lead: JsonObject): JsonObject[] | undefined {
  const answers = listOf(inside(lead, 'formResponse', 'answers'));
  return answers.some((one) => isObject(member(one, 'answerDetails') ?? null)) ? answers : undefined;
}

function leadOf(lead: JsonObject): Submission {
  const { formResponse: _response, form = null, ...meta } = lead;
  const questions = new Map(
    listOf(inside(form, 'content', 'questions')).map((one) => [jsonText(member(one, 'questionId')), one]),
  );
  const answers = (answersOf(lead) ?? []).flatMap((one) => pairsOf(one, questions));
  const hidden = listOf(inside(form, 'hiddenFields')).map((one) => ({
    name: jsonText(member(one, 'name')) ?? 'hidden field',
    value: jsonText(member(one, 'value')) ?? '',
  }));
  const formName = { name: 'form.name', value: jsonText(inside(form, 'name')) ?? '' };
  return submission('linkedin', [...answers, ...hidden, ...asOthers([formName, ...flatten(meta)])], {
    providerLeadId: jsonText(member(lead, 'id')),
    isTest: jsonText(member(lead, 'testLead')) === 'true',
  });
}

function pairsOf(answer: JsonObject, questions: ReadonlyMap<string | undefined, JsonObject>): Pair[] {
  const id = jsonText(member(answer, 'questionId'));
  const question = questions.get(id) ?? {};
  const title =
    jsonText(member(question, 'name')) ?? jsonText(member(answer, 'name')) ?? localized(question, 'question');
  const known = PREDEFINED.get(jsonText(member(question, 'predefinedField')) ?? '');
  return textsOf(member(answer, 'answerDetails') ?? null, question).map((value) =>
    known === undefined ? questionPair(title ?? `question ${id}`, undefined, value) : { name: known, value },
  );
}

function textsOf(details: JsonValue, question: JsonObject): string[] {
  const text = jsonText(inside(details, 'textQuestionAnswer', 'answer'));
  if (text !== undefined) return [text];
  const options = listOf(inside(question, 'questionDetails', 'multipleChoiceQuestionDetails', 'options'));
  const words = new Map(options.map((one) => [jsonText(member(one, 'id')), localized(one, 'text')]));
  const chosen = inside(details, 'multipleChoiceAnswer', 'options');
  return (Array.isArray(chosen) ? chosen : []).flatMap((one) => words.get(jsonText(one)) ?? jsonText(one) ?? []);
}

/** A text in the first language it is there in. */
function localized(value: JsonObject, key: string): string | undefined {
  const texts = inside(value, key, 'localized');
  return isObject(texts ?? null) ? jsonText(Object.values(texts as JsonObject)[0]) : jsonText(member(value, key));
}

function notification(body: JsonObject): Submission {
  const id = jsonText(member(body, 'leadGenFormResponse'));
  // Under a name of its own, or the lead itself, forwarded later, would pass for a repetition.
  const providerLeadId = id && `notification ${id}`;
  return { ...submission('linkedin', asOthers(flatten(body)), { providerLeadId }), isNotification: true };
}

function inside(value: JsonValue | undefined, ...path: string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (inner, key) => (isObject(inner ?? null) ? member(inner as JsonObject, key) : undefined),
    value,
  );
}

function listOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
