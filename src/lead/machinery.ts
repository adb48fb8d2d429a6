import type { Pair } from './submission.ts';

/** Names under which pages, advertisers and frameworks send what nobody typed; compared in lower case. */
const NAMES = new Set(
  (
    'gclid fbclid msclkid ttclid wbraid gbraid dclid twclid li_fat_id yclid igshid sccid epik rdt_cid irclickid clickid click_id ' +
    'fbp fbc _fbp _fbc _ga _gid _gl _gcl_au mc_cid mc_eid _hsenc _hsmi hsctatracking hutk hs_context gad_source gad_campaignid ' +
    '_wpnonce _wp_http_referer _token csrf csrf_token csrftoken csrfmiddlewaretoken authenticity_token form_build_id form_token ' +
    'formtoken nonce xsrf _csrf _method utf8 phpsessid jsessionid sessionid session_id user_agent useragent http_user_agent ' +
    'g-recaptcha-response h-captcha-response cf-turnstile-response altcha _wpcf7_unit_tag _wpcf7_container_post ' +
    '_wpcf7_locale _wpcf7_version referrer_url cookie cookies fingerprint ajaxaction action_nonce'
  ).split(' '),
);
const FAMILIES =
  /^(?:utm[_-]|__(?:viewstate|event|requestverification|previouspage|lastfocus|scroll)|_ga_|_wpnonce|hsa_|pk_|mtm_|wpforms\[(?:nonce|token)\]|gform_|is_submit_|state_\d)/;

const last = (name: string) => name.slice(0, 200).toLowerCase().replace(/\]$/, '').split(/[.[]/).at(-1) ?? '';

/**
 * Whether a pair is tracking or a page's machinery: kept and shown, but no content of a lead (product.md, "1024
 * characters").
 */
export function isMachinery({ name }: Pick<Pair, 'name'>): boolean {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const is = judge(name);
  if (name.length <= 100 && remembered.size < MOST_REMEMBERED) remembered.set(name, is);
  return is;
}

/** Names judged before; senders repeat themselves, attackers do not. */
const MOST_REMEMBERED = 2000;
const remembered = new Map<string, boolean>();

function judge(name: string): boolean {
  const whole = name.slice(0, 200).toLowerCase();
  return FAMILIES.test(whole) || NAMES.has(whole) || NAMES.has(last(name)) || FAMILIES.test(last(name));
}

const MOMENTS = new Set(
  (
    'created createdat createdtime datecreated createdon updated updatedat dateupdated timestamp time date datetime sentat senton ' +
    'submitted submittedat submissiontime submissiondate submitdate deliveredat receivedat landedat now ts d eventtime occurredat ' +
    'webhooktimestamp requesttime servertime modified modifiedat lastmodified triggeredat'
  ).split(' '),
);
const COUNTERS = new Set(
  'attempt attempts attemptnumber attemptcount retry retries retrycount retrynumber deliveryattempt deliveryid deliverycount requestid'.split(
    ' ',
  ),
);
/** A date with a time of day, or seconds or milliseconds since 1970. */
const MOMENT =
  /^(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d.{0,30}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d.{0,12}|1\d{9}(?:\d{3})?(?:\.\d+)?|\w{3}, \d{2} \w{3} \d{4} .{0,20})$/;

/** Whether a pair only says when and how often something was delivered: it differs when the same lead comes again. */
export function isDelivery({ name, value }: Pick<Pair, 'name' | 'value'>): boolean {
  const key = last(name).replace(/[^a-z]/g, '');
  if (COUNTERS.has(key)) return true;
  return MOMENTS.has(key) && value.length <= 60 && MOMENT.test(value.trim());
}
