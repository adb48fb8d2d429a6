import { type SampleField, sampleFields } from '../../channels/sample-fields.ts';
import type { Channel } from '../../lead/channel.ts';
import { fieldsOf } from '../../lead/channel-fields.ts';
import type { Pair, Rejection } from '../../lead/submission.ts';
import { Layout } from './layout.tsx';
import { words } from './words.ts';

interface Props {
  language: Channel['language'];
  rejection: Pick<Rejection, 'code' | 'message' | 'field'>;
  /** What was typed, to be corrected and sent again; without it the page only says what is wrong. */
  again?: { channel: Channel; pairs: Pair[]; action: string; method: 'get' | 'post' };
}

/** Says what is wrong, and gives back what was typed. */
export function refusedPage({ language, rejection, again }: Props) {
  const say = words[language];
  const known = say.rejections[rejection.code];
  return (
    <Layout language={language} title={say.refused}>
      <h1>{say.refused}</h1>
      <p class="no" role="alert">
        {known ?? rejection.message}
        {known && rejection.field ? ` (${rejection.field})` : ''}
      </p>
      {again ? <Again {...again} /> : null}
    </Layout>
  );
}

/** Fields a visitor may want to add, besides those the channel requires. */
const OFFERED = ['firstName', 'lastName', 'phone', 'email', 'notes'];

/** The form as it was sent, under the names it was sent with, and what it lacked. */
function Again({ channel, pairs, action, method }: NonNullable<Props['again']>) {
  const say = words[channel.language];
  const all = new Map<string, SampleField>(sampleFields(channel, false).map((field) => [field.target, field]));
  const { targetOf } = fieldsOf(channel);
  const typed = pairs.map((pair) => ({ pair, field: all.get(targetOf(pair) ?? '') }));
  const missing = [...all.values()].filter(
    (field) =>
      (field.isRequired || OFFERED.includes(field.target)) && !typed.some((it) => it.field?.target === field.target),
  );
  return (
    <form method={method} action={action} accept-charset="utf-8">
      <p>{say.correct}</p>
      {typed.map(({ pair, field }, i) =>
        field ? (
          <Input id={`typed-${i}`} field={field} name={pair.name} value={pair.value} />
        ) : (
          <input type="hidden" name={pair.name} value={pair.value} />
        ),
      )}
      {missing.map((field) => (
        <Input id={`missing-${field.target}`} field={field} name={field.name} value="" />
      ))}
      <button type="submit">{say.send}</button>
    </form>
  );
}

function Input({ id, field, name, value }: { id: string; field: SampleField; name: string; value: string }) {
  const { label, type, autocomplete, target } = field;
  return (
    <>
      <label for={id}>{label}</label>
      {target === 'notes' || value.includes('\n') ? (
        <textarea id={id} name={name} rows={4} dir="auto">
          {value}
        </textarea>
      ) : (
        // What was typed may be no date: a date input would show nothing of it.
        <input
          id={id}
          name={name}
          type={type === 'date' ? 'text' : type}
          value={value}
          autocomplete={autocomplete}
          dir="auto"
        />
      )}
    </>
  );
}
