import type { Channel } from '../../lead/channel/channel.ts';
import { turnstileOf } from '../../lead/channel/turnstile.ts';
import { fieldsOf } from '../../lead/fields/channel-fields.ts';
import type { Target } from '../../lead/fields/field-names.ts';
import { fieldsNamed, type SampleField } from '../../lead/samples/sample-fields.ts';
import type { Pair, Rejection } from '../../lead/submission.ts';
import type { Brand } from '../../published/colours.ts';
import type { Portal } from '../../published/portal-settings.ts';
import { FieldInput } from '../field.tsx';
import { Honeypot } from '../honeypot.tsx';
import { faultText, isNamed } from '../intake/refused-page.tsx';
import { valuesOf } from '../internal-form/form-fields.ts';
import { Layout } from '../layout.tsx';
import { Turnstile } from '../turnstile.tsx';
import { words } from '../words.ts';
import { portalWords } from './portal-words.ts';

/** Why a portal did not take what was sent. */
export type PortalFault =
  | { kind: 'consent' }
  | { kind: 'email' }
  | { kind: 'refused'; rejection: Pick<Rejection, 'code' | 'message' | 'field'> };

interface Props {
  portal: Portal;
  channel: Channel;
  brand: Brand;
  action: string;
  names: { token: string; consent: string; trap: string };
  token: string;
  /** The marketer's reference in the link, word for word. */
  marketer: string;
  pairs: Pair[];
  hasConsented: boolean;
  fault?: PortalFault | undefined;
}

/** The registration page of a business. */
export function portalPage(props: Props) {
  const { portal, channel, brand, action, names, token, marketer, pairs, fault } = props;
  const { language } = channel;
  const say = portalWords[language];
  const fields = askedOf(portal, channel);
  const text = fault && textOf(props, fault);
  const siteKey = turnstileOf(channel);
  return (
    <Layout language={language} title={text ? `${say.wrong} ${portal.title}` : portal.title} brand={brand}>
      <h1 dir="auto">{portal.title}</h1>
      <p class="lead lines" dir="auto">
        {portal.intro || say.lead}
      </p>
      {text ? (
        <div class="box wrong" role="alert">
          <p>
            <strong>{say.wrong}</strong> {text}
          </p>
        </div>
      ) : null}
      <form method="post" action={action} accept-charset="utf-8">
        <input type="hidden" name={names.token} value={token} />
        {marketer ? <input type="hidden" name={marketerName(channel)} value={marketer} /> : null}
        <div class="grid">
          {fields.map((field) => (
            <FieldInput
              id={`p-${field.target.replace(':', '-')}`}
              field={field}
              language={language}
              values={valuesOf(fieldsOf(channel), pairs, field)}
              fault={faultOf(props, field)}
              isRequired={field.isRequired || (portal.doubleOptIn && field.target === 'email')}
            />
          ))}
        </div>
        {portal.consentText === null ? null : <Consent {...props} text={portal.consentText} />}
        <Honeypot name={names.trap} label={say.leaveEmpty} />
        {siteKey === undefined ? null : (
          <Turnstile siteKey={siteKey} action={channel.turnstileAction} language={language} />
        )}
        <div class="actions">
          <button type="submit">{say.send}</button>
        </div>
      </form>
    </Layout>
  );
}

/** What is sent when it is ticked is the very text beside it, so that what was agreed to is in the bytes. */
function Consent({ text, names, hasConsented, fault, channel: { language } }: Props & { text: string }) {
  const isMissing = fault?.kind === 'consent';
  return (
    <fieldset>
      <legend>{portalWords[language].consentTitle}</legend>
      <label class="check" for="consent">
        <input
          type="checkbox"
          id="consent"
          name={names.consent}
          value={text}
          required
          checked={hasConsented}
          {...(isMissing ? { 'aria-invalid': 'true' as const, 'aria-describedby': 'consent-why' } : {})}
        />
        <span class="lines" dir="auto">
          {text}
        </span>
      </label>
      {isMissing ? (
        <p class="why" id="consent-why">
          {portalWords[language].consentMissing}
        </p>
      ) : null}
    </fieldset>
  );
}

/** The portal's fields, and those the channel requires besides. */
function askedOf({ fields }: Portal, channel: Channel): SampleField[] {
  const wanted = new Set([...(fields as Target[]), ...fieldsOf(channel).required]);
  return fieldsNamed(channel, [...wanted]);
}

const marketerName = (channel: Channel) => fieldsNamed(channel, ['marketer'])[0]?.name ?? 'Aff_Num';

function textOf({ channel }: Props, fault: PortalFault): string {
  const say = portalWords[channel.language];
  if (fault.kind === 'consent') return say.consentMissing;
  if (fault.kind === 'email') return say.emailNeeded;
  if (fault.rejection.code === 'no_way_to_contact') return say.contactNeeded;
  return faultText(channel.language, fault.rejection, channel);
}

function faultOf({ channel: { language }, fault }: Props, field: SampleField): string | undefined {
  if (fault?.kind === 'email') return field.target === 'email' ? portalWords[language].emailNeeded : undefined;
  if (fault?.kind !== 'refused' || !isNamed(field, fault.rejection.field)) return undefined;
  return words[language].rejections[fault.rejection.code] ?? fault.rejection.message;
}
