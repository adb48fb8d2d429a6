import { containerOf, isForeign } from '../../lead/fields/label/containers.ts';
import type { Pair, Submission } from '../../lead/submission.ts';
import { labelNested } from '../html-form/nested-names.ts';
import { splitSubFields } from '../html-form/sub-fields.ts';
import { flatten } from '../json/flatten.ts';
import { isObject, type JsonObject } from '../json/parse.ts';
import type { XmlElement } from '../xml/parse.ts';
import { googleAds } from './ads/google-ads.ts';
import { linkedIn } from './ads/linkedin.ts';
import { metaLeadAds } from './ads/meta-lead-ads.ts';
import { calCom } from './bookings/cal-com.ts';
import { calendly } from './bookings/calendly.ts';
import { frontTaskForm } from './crms/fronttask-form.ts';
import { frontTaskXml } from './crms/fronttask-xml.ts';
import { hubSpot } from './crms/hubspot.ts';
import { hyper } from './crms/hyper.ts';
import { salesforce } from './crms/salesforce.ts';
import { contactForm7 } from './forms/contact-form-7.ts';
import { elementor } from './forms/elementor.ts';
import { fillout } from './forms/fillout.ts';
import { gravityForms } from './forms/gravity-forms.ts';
import { jotform } from './forms/jotform.ts';
import { typeform } from './forms/typeform.ts';
import { unbounce } from './forms/unbounce.ts';
import { wix } from './forms/wix.ts';
import { wufoo } from './forms/wufoo.ts';
import { chatwoot } from './messages/chatwoot.ts';
import { greenApi } from './messages/green-api.ts';
import { twilio } from './messages/twilio.ts';
import { whatsApp } from './messages/whatsapp.ts';
import { type FlatSender, flatBody, type JsonSender, submission, type XmlSender } from './sender.ts';
import { adf } from './suppliers/adf.ts';
import { callRail } from './suppliers/callrail.ts';
import { leadByte } from './suppliers/leadbyte.ts';

/** The surest marks first: the first recogniser that knows its sender wins. */
const FLAT: readonly FlatSender[] = [
  frontTaskForm,
  unbounce,
  elementor,
  jotform,
  contactForm7,
  salesforce,
  leadByte,
  callRail,
  hyper,
  gravityForms,
  twilio,
  wufoo,
];
const JSON_BODIES: readonly JsonSender[] = [
  googleAds,
  metaLeadAds,
  whatsApp,
  greenApi,
  linkedIn,
  typeform,
  wix,
  hubSpot,
  chatwoot,
  calendly,
  calCom,
  fillout,
];
const XML_BODIES: readonly XmlSender[] = [frontTaskXml, adf];

/** Reads the pairs of a form, a query string or flat JSON as the sender that wrote them. */
export function recogniseFlat(pairs: Pair[]): Submission {
  const body = flatBody(pairs);
  for (const sender of FLAT) {
    const recognised = sender(body);
    if (recognised) return recognised;
  }
  return submission('generic', labelNested(splitSubFields(pairs)));
}

/** Reads a JSON object as the sender that wrote it; undefined when it has no shape of its own. */
export function recogniseJson(body: JsonObject): Submission[] | undefined {
  for (const sender of JSON_BODIES) {
    const recognised = sender(body);
    if (recognised) return recognised;
  }
  return undefined;
}

/** Reads an XML document as the sender that wrote it; undefined when it has no shape of its own. */
export function recogniseXml(root: XmlElement): Submission[] | undefined {
  for (const sender of XML_BODIES) {
    const recognised = sender(root);
    if (recognised) return recognised;
  }
  return undefined;
}

/** A JSON object without a shape of its own: flattened, and then perhaps a sender known by its flat names. */
export function recogniseObject(body: JsonObject): Submission[] {
  return recogniseJson(body) ?? [recogniseFlat(flattenBody(body))];
}

/** The pairs of a body; one that holds nothing but a wrapper of an unknown name speaks of whom it wraps. */
function flattenBody(body: JsonObject): Pair[] {
  const [only, ...others] = Object.entries(body);
  if (!only || others.length > 0 || !isObject(only[1])) return flatten(body);
  const [key, inner] = only;
  if (containerOf(key) !== 'other' || isForeign(key)) return flatten(body);
  const wrapper = key.slice(-100);
  return flatten(inner).map((pair) => {
    const name = `${wrapper}.${pair.name}`.slice(-200);
    return pair.whose ? { ...pair, name } : { ...pair, name, label: pair.label ?? pair.name };
  });
}
