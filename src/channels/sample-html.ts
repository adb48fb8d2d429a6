import type { Channel } from '../lead/channel.ts';
import type { SampleField } from './sample-fields.ts';

const WORDS = {
  he: { send: 'שליחה', choose: 'בחירה', direction: 'rtl' },
  en: { send: 'Send', choose: 'Choose', direction: 'ltr' },
} as const;

/** An empty form that posts to the channel: labels, the right types, what the browser may fill in by itself. */
export function htmlSample(
  { language, redirectHosts }: Pick<Channel, 'language' | 'redirectHosts'>,
  intakeUrl: string,
  fields: SampleField[],
  stage: string | undefined,
): string {
  const words = WORDS[language];
  const isReachable = fields.some(({ target, isRequired }) => isRequired && CONTACT.has(target));
  const host = redirectHosts.find((listed) => !listed.startsWith('*'));
  return [
    `<form action="${escapeHtml(intakeUrl)}" method="post" accept-charset="UTF-8" lang="${language}" dir="${words.direction}">`,
    ...fields.map((field) =>
      // A lead without any phone or e-mail is refused; the browser can say so before it is sent.
      line(field, field.isRequired || (!isReachable && field.target === 'phone'), words.choose),
    ),
    ...(stage ? [hidden('ProcessDefinitionStepID', stage)] : []),
    ...(host ? [hidden('RedirectTo', `https://${host}/`)] : []),
    `  <p><button type="submit">${words.send}</button></p>`,
    '</form>',
  ].join('\n');
}

const CONTACT: ReadonlySet<string> = new Set(['phone', 'mobile', 'otherPhone', 'email']);

const hidden = (name: string, value: string) =>
  `  <input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`;

function line(field: SampleField, isRequired: boolean, choose: string): string {
  const { name, label, custom, target } = field;
  const required = isRequired ? ' required' : '';
  const named = `name="${escapeHtml(name)}"`;
  const text = escapeHtml(label);
  if (custom?.type === 'manyOf' && custom.options.length) {
    const boxes = custom.options.map(
      (option) =>
        `    <label><input type="checkbox" ${named} value="${escapeHtml(option)}"> ${escapeHtml(option)}</label>`,
    );
    return [`  <fieldset><legend>${text}</legend>`, ...boxes, '  </fieldset>'].join('\n');
  }
  if (custom?.type === 'oneOf' && custom.options.length) {
    const options = custom.options.map((option) => `<option>${escapeHtml(option)}</option>`).join('');
    return `  <p><label>${text}<br><select ${named}${required}><option value="">${choose}</option>${options}</select></label></p>`;
  }
  if (custom?.type === 'yesNo' || target === 'mailingList') {
    return `  <p><label><input type="checkbox" ${named} value="1"${required}> ${text}</label></p>`;
  }
  if (custom?.type === 'longText' || target === 'notes' || target === 'stepNotes') {
    return `  <p><label>${text}<br><textarea ${named} rows="3"${required}></textarea></label></p>`;
  }
  const type = field.type ?? (custom?.type === 'number' || custom?.type === 'date' ? custom.type : 'text');
  const step = type === 'number' ? ' step="any"' : '';
  const autocomplete = field.autocomplete ? ` autocomplete="${field.autocomplete}"` : '';
  return `  <p><label>${text}<br><input type="${type}" ${named}${step}${autocomplete}${required}></label></p>`;
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
