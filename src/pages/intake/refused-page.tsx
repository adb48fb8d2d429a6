import type { Channel } from '../../lead/channel/channel.ts';
import { fieldsOf } from '../../lead/fields/channel-fields.ts';
import { publicName } from '../../lead/fields/field-names.ts';
import { type SampleField, sampleFields } from '../../lead/samples/sample-fields.ts';
import type { Pair, Rejection } from '../../lead/submission.ts';
import { FieldInput } from '../field.tsx';
import { Layout } from '../layout.tsx';
import { words } from '../words.ts';

type Fault = Pick<Rejection, 'code' | 'message' | 'field'>;

interface Props {
  language: Channel['language'];
  rejection: Fault;
  /** What was typed, to be corrected and sent again; without it the page only says what is wrong. */
  again?: { channel: Channel; pairs: Pair[]; action: string; method: 'get' | 'post' };
}

/** Says what is wrong, and gives back what was typed. */
export function refusedPage({ language, rejection, again }: Props) {
  const say = words[language];
  return (
    <Layout language={language} title={say.refused}>
      <h1>{say.refused}</h1>
      <div class="box wrong" role="alert">
        <p>{faultText(language, rejection, again?.channel)}</p>
      </div>
      {again ? <Again {...again} rejection={rejection} /> : null}
    </Layout>
  );
}

/** A refusal in the page's language; the field is called what the page calls it. */
export function faultText(language: Channel['language'], { code, message, field }: Fault, channel?: Channel): string {
  const known = words[language].rejections[code];
  if (!known) return message;
  const called = channel && field ? sampleFields(channel, true).find((it) => isNamed(it, field))?.label : undefined;
  return field ? `${known.replace(/\.$/, '')}: ${called ?? field}` : known;
}

export const isNamed = ({ target, label }: SampleField, field: string | undefined) =>
  field !== undefined && (publicName(target) === field || label === field);

/** Fields a visitor may want to add, besides those the channel requires. */
const OFFERED = ['firstName', 'lastName', 'phone', 'email', 'notes'];

/** The form as it was sent, under the names it was sent with, and what it lacked. */
function Again({ channel, pairs, action, method, rejection }: NonNullable<Props['again']> & { rejection: Fault }) {
  const { language } = channel;
  const say = words[language];
  const all = new Map<string, SampleField>(sampleFields(channel, false).map((field) => [field.target, field]));
  const { targetOf } = fieldsOf(channel);
  const typed = pairs.map((pair) => ({ pair, field: all.get(targetOf(pair) ?? '') }));
  const missing = [...all.values()].filter(
    (field) =>
      (field.isRequired || OFFERED.includes(field.target)) && !typed.some((it) => it.field?.target === field.target),
  );
  const faultOf = (field: SampleField) =>
    isNamed(field, rejection.field) ? say.rejections[rejection.code] : undefined;
  return (
    <form method={method} action={action} accept-charset="utf-8">
      <p>{say.correct}</p>
      <div class="grid">
        {typed.map(({ pair: { name, value }, field }, i) =>
          field ? (
            <FieldInput
              id={`typed-${i}`}
              field={field}
              language={language}
              name={name}
              values={[value]}
              fault={faultOf(field)}
            />
          ) : (
            <input type="hidden" name={name} value={value} />
          ),
        )}
        {missing.map((field) => (
          <FieldInput id={`missing-${field.target}`} field={field} language={language} fault={faultOf(field)} />
        ))}
      </div>
      <div class="actions">
        <button type="submit">{say.send}</button>
      </div>
    </form>
  );
}
