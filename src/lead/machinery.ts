import { BoundedMemory } from './bounded-memory.ts';
import type { Pair } from './submission.ts';

/** Names under which pages, advertisers and frameworks send what nobody typed; compared in lower case. */
const NAMES = new Set(
  (
    'gclid fbclid msclkid ttclid wbraid gbraid dclid twclid li_fat_id yclid igshid sccid epik rdt_cid irclickid clickid click_id ' +
    'fbp fbc _fbp _fbc _ga _gid _gl _gcl_au mc_cid mc_eid _hsenc _hsmi hsctatracking hutk hs_context gad_source gad_campaignid ' +
    'gcl_id gclsrc srsltid ttp _ttp obclid ob_click_id tblci s_kwcid ef_id mkt_tok _kx wickedid fb_click_id gcid ga_client_id ' +
    'gaclientid ga_session_id client_user_agent ' +
    '_wpnonce _wp_http_referer _token csrf csrf_token csrftoken csrfmiddlewaretoken authenticity_token form_build_id form_token ' +
    'formtoken nonce xsrf _csrf _method utf8 phpsessid jsessionid sessionid session_id user_agent useragent http_user_agent ' +
    'g-recaptcha-response h-captcha-response cf-turnstile-response altcha _wpcf7_unit_tag _wpcf7_container_post ' +
    'ufprt _csrf_token recaptcha_token g-recaptcha-token recaptcha recaptcha_response _form_key form_key ' +
    'referrer referer http_referer http_referrer page_referrer landing_page landingpage landing_url page_url pageurl source_url ' +
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
  if (name.length > LONGEST_REMEMBERED) return judge(name);
  return remembered.get(name) ?? remembered.put(name, judge(name));
}

const LONGEST_REMEMBERED = 100;
const remembered = new BoundedMemory<boolean>(2000);

function judge(name: string): boolean {
  const whole = name.slice(0, 200).toLowerCase();
  return FAMILIES.test(whole) || NAMES.has(whole) || NAMES.has(last(name)) || FAMILIES.test(last(name));
}

/** Names that say when something happened to a lead on its way: `created_at`, `submissionTime`, `webhook_timestamp`. */
const MOMENTS =
  /^(?:[a-z]{0,20}(?:timestamp|ts)|[a-z]{0,12}(?:created|updated|modified|sent|submitted|delivered|received|occurred|triggered|fired|attempted|retried|queued|processed|published|generated|emitted|executed|landed)(?:at|on|time|date)?(?:utc|gmt|iso|unix|ms)?|(?:date|time)(?:created|updated|modified|sent|submitted|received)|(?:submission|submit|server|request|delivery)(?:time|date)|now)$/;
/** The same, or what the person chose: an appointment is a word. */
const PERHAPS_MOMENTS = /^(?:d|(?:event|meta|form|lead|entry)?(?:time|date|datetime))$/;
const COUNTERS =
  /^(?:[a-z]{0,20}(?:attempts?|attemptnumber|attemptcount|retry|retries|retrycount|retrynumber|retryattempt)|deliverycount|isretry|isread|isstarred|redelivery|isredelivery|redelivered)$/;
const DELIVERY_IDS =
  /^(?:(?:delivery|request|message|trace|correlation|notification|event|webhook|webhookevent|webhookdelivery|execution|run)(?:id|uuid)|[a-z]{0,20}(?:signature|hmac))$/;
const COUNT = /^(?:\d{1,6}(?: ?(?:of|\/) ?\d{1,6})?|true|false|yes|no)$/i;
const ONE_WORD = /^[\w.:=+/-]{1,300}$/;
/** A date with a time of day, or seconds or milliseconds since 1970. */
const MOMENT =
  /^(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d.{0,30}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d.{0,12}|1\d{9}(?:\d{3})?(?:\.\d+)?|\w{3}, \d{2} \w{3} \d{4} .{0,20}|\p{L}{3,12}\.? \d{1,2}, \d{4}.{0,20})$/u;
/** The same to the second, as programs write it. */
const TO_THE_SECOND = /^(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d.{0,30}|1\d{9}(?:\d{3})?(?:\.\d+)?)$/;
const DAY = 86_400_000;

/**
 * Whether a pair only says when, how often or under what name of its own something was delivered: it differs when the
 * same lead comes again.
 * @param at when the lead came: milliseconds since 1970. A time after that is one the person chose.
 */
export function isDelivery({ name, value }: Pick<Pair, 'name' | 'value'>, at: number): boolean {
  const key = last(name).replace(/[^a-z]/g, '');
  const text = value.trim();
  if (text.length > 300) return false;
  if (COUNTERS.test(key)) return COUNT.test(text);
  if (DELIVERY_IDS.test(key)) return ONE_WORD.test(text);
  if (MOMENTS.test(key)) return text.length <= 60 && MOMENT.test(text);
  return PERHAPS_MOMENTS.test(key) && TO_THE_SECOND.test(text) && momentOf(text) < at + DAY;
}

const momentOf = (text: string): number =>
  /^1\d{9}/.test(text) ? Number(text.slice(0, 10)) * 1000 : Date.parse(text.replace(' ', 'T'));
