import { publicName } from '../../lead/field-names.ts';
import type { Lead } from '../../lead/lead.ts';
import type { Rejection } from '../../lead/submission.ts';
import { Layout } from './layout.tsx';
import { words } from './words.ts';

interface Props {
  language: 'he' | 'en';
  rejection: Pick<Rejection, 'code' | 'message' | 'field'>;
  /** What was typed, to be corrected and sent again; without it the page only says what is wrong. */
  lead?: Lead;
  /** Where the corrected form goes. */
  action?: string;
  method?: 'get' | 'post';
}

const OFFERED = ['firstName', 'lastName', 'phone', 'email', 'notes'];
const TYPES: Record<string, string> = { phone: 'tel', mobile: 'tel', otherPhone: 'tel', email: 'email' };

/** Says what is wrong, and gives back what was typed. */
export function refusedPage({ language, rejection, lead, action, method = 'post' }: Props) {
  const say = words[language];
  return (
    <Layout language={language} title={say.refused}>
      <h1>{say.refused}</h1>
      <p class="no" role="alert">
        {say.rejections[rejection.code] ?? rejection.message}
        {rejection.field && say.rejections[rejection.code] ? ` (${rejection.field})` : ''}
      </p>
      {lead && action ? (
        <Again language={language} lead={lead} action={action} method={method} rejection={rejection} />
      ) : null}
    </Layout>
  );
}

function Again({ language, lead, action, method, rejection }: Required<Props>) {
  const say = words[language];
  const fields = [...new Set([...OFFERED, ...Object.keys(lead.details)])];
  const typed = lead.details as Record<string, string | undefined>;
  const rest: [string, string][] = Object.entries({ ...lead.unknown, ...lead.custom }).map(([name, value]) => [
    name,
    String(value),
  ]);
  if (lead.redirectTo) rest.push(['RedirectTo', lead.redirectTo]);
  if (rejection.field && !(rejection.field in lead.unknown)) fields.push(rejection.field);
  return (
    <form method={method} action={action} accept-charset="utf-8">
      <p>{say.correct}</p>
      {fields.map((field) => (
        <Input
          name={publicName(field)}
          label={say.fields[field] ?? field}
          value={typed[field] ?? ''}
          type={TYPES[field] ?? 'text'}
          isLong={field === 'notes'}
        />
      ))}
      {rest.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit">{say.send}</button>
    </form>
  );
}

function Input({
  name,
  label,
  value,
  type,
  isLong,
}: {
  name: string;
  label: string;
  value: string;
  type: string;
  isLong: boolean;
}) {
  const id = `field-${name}`;
  return (
    <>
      <label for={id}>{label}</label>
      {isLong ? (
        <textarea id={id} name={name} rows={4} dir="auto">
          {value}
        </textarea>
      ) : (
        <input id={id} name={name} type={type} value={value} dir="auto" />
      )}
    </>
  );
}
