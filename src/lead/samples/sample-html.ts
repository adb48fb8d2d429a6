import type { Channel } from '../channel/channel.ts';
import { TURNSTILE_SCRIPT, turnstileOf } from '../channel/turnstile.ts';
import { SPAM_FIELDS } from '../spam.ts';
import type { SampleField } from './sample-fields.ts';

const WORDS = {
  he: { send: 'שליחה', choose: 'בחירה', leaveEmpty: 'יש להשאיר ריק', direction: 'rtl' },
  en: { send: 'Send', choose: 'Choose', leaveEmpty: 'Leave this empty', direction: 'ltr' },
} as const;

/** An empty form that posts to the channel: labels, the right types, what the browser may fill in by itself. */
export function htmlSample(
  channel: Channel,
  intakeUrl: string,
  fields: SampleField[],
  stage: string | undefined,
): string {
  const { language, redirectHosts } = channel;
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
    ...againstSpam(channel),
    `  <p><button type="submit">${words.send}</button></p>`,
    '</form>',
  ].join('\n');
}

const CONTACT: ReadonlySet<string> = new Set(['phone', 'mobile', 'otherPhone', 'email']);

const hidden = (name: string, value: string) =>
  `  <input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`;

/** What the channel's settings ask of its forms, to tell people from programs. */
function againstSpam(channel: Channel): string[] {
  const { honeypot, minSeconds, language } = channel;
  const siteKey = turnstileOf(channel);
  return [
    ...(honeypot === undefined ? [] : [trap(honeypot, WORDS[language].leaveEmpty)]),
    ...(minSeconds ? [`  <input type="hidden" name="${SPAM_FIELDS.onPage}">`, STOPWATCH] : []),
    ...(siteKey === undefined ? [] : widget(siteKey, channel)),
  ];
}

const trap = (name: string, label: string) =>
  `  <p style="position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)" aria-hidden="true"><label>${label}<input type="text" name="${escapeHtml(name)}" tabindex="-1" autocomplete="off"></label></p>`;

/** Says how long the page was open, by the page's own clock; where scripts do not run, nothing is said. */
const STOPWATCH = `  <script>document.currentScript.closest('form').addEventListener('submit',function(){this.elements.${SPAM_FIELDS.onPage}.value=Math.round(performance.now())})</script>`;

const widget = (siteKey: string, { language, turnstileAction }: Pick<Channel, 'language' | 'turnstileAction'>) => [
  `  <script src="${TURNSTILE_SCRIPT}" async defer></script>`,
  `  <div class="cf-turnstile" data-sitekey="${escapeHtml(siteKey)}"${turnstileAction ? ` data-action="${turnstileAction}"` : ''} data-language="${language}"></div>`,
];

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
