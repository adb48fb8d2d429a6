import type { Channel } from '../../lead/channel/channel.ts';
import { fieldsOf } from '../../lead/fields/channel-fields.ts';
import { fieldsNamed, type SampleField, sampleStage } from '../../lead/samples/sample-fields.ts';
import type { Pair, Rejection } from '../../lead/submission.ts';
import type { InternalForm } from '../../published/form.ts';
import { FieldInput } from '../field.tsx';
import { isNamed } from '../intake/refused-page.tsx';
import { Layout } from '../layout.tsx';
import { words } from '../words.ts';
import { formFields, valuesOf } from './form-fields.ts';
import { FormNotice, type Notice } from './form-notice.tsx';
import { formWords } from './form-words.ts';
import { StageSelect } from './stage-select.tsx';

export interface FormPage {
  form: InternalForm;
  channel: Channel;
  action: string;
  /** Names of what is no field of a lead. */
  names: { token: string; operator: string; step: string };
  token: string;
  operator: string;
  /** What stands in it. */
  pairs: Pair[];
  notice?: Notice | undefined;
}

/** The internal form: a page for somebody who types what another person says. */
export function formPage(props: FormPage) {
  const { form, channel, action, names, token, operator, notice } = props;
  const { language } = channel;
  const say = formWords[language];
  const { first, onTask, more } = formFields(channel);
  const inMore = more.some((field) => stands(props, field) || faultOf(props, field));
  const isJunk = notice?.kind === 'junk';
  return (
    <Layout language={language} title={notice ? `${noticeTitle(notice, say)} ${say.title}` : say.title}>
      <h1>{say.title}</h1>
      <p class="lead" dir="auto">
        {form.name}
      </p>
      {notice ? <FormNotice notice={notice} channel={channel} /> : null}
      {isJunk ? null : (
        <div class="box note">
          <p>
            <strong>{say.fillerTitle}</strong> {say.filler}
          </p>
        </div>
      )}
      <form method="post" action={action} accept-charset="utf-8" autocomplete="off">
        <input type="hidden" name={names.token} value={token} />
        <fieldset>
          <legend>{say.caller}</legend>
          <Fields {...props} fields={first} />
        </fieldset>
        <fieldset>
          <legend>{say.inquiry}</legend>
          <StageSelect channel={channel} form={form} label={say.stage} chosen={stageOf(props)} />
          <Fields {...props} fields={fieldsNamed(channel, ['notes'])} />
          <Fields {...props} fields={onTask} />
        </fieldset>
        {more.length ? (
          <details open={inMore}>
            <summary>{say.more}</summary>
            <Fields {...props} fields={more} />
          </details>
        ) : null}
        <fieldset>
          <legend>{say.you}</legend>
          <div class="field">
            <label for="operator">{say.operator}</label>
            <p class="hint" id="operator-hint">
              {say.operatorHint}
            </p>
            <input
              id="operator"
              name={names.operator}
              value={operator}
              maxlength={200}
              dir="auto"
              autocomplete="off"
              aria-describedby="operator-hint"
            />
          </div>
        </fieldset>
        {/* Of several buttons Enter presses the first. */}
        <div class="actions">
          <button type="submit">{isJunk ? say.sendCorrected : say.send}</button>
          {isJunk ? (
            <button class="second" type="submit" name={names.step} value="anyway">
              {say.sendAnyway}
            </button>
          ) : null}
          <button class="second" type="submit" name={names.step} value="check" formnovalidate>
            {say.check}
          </button>
        </div>
      </form>
    </Layout>
  );
}

const noticeTitle = ({ kind }: Notice, say: (typeof formWords)['en']) => {
  if (kind === 'wrong') return say.wrongTitle;
  return kind === 'junk' ? say.junkTitle : '';
};

function Fields({ fields, ...props }: FormPage & { fields: SampleField[] }) {
  const { channel } = props;
  const say = formWords[channel.language];
  return (
    <div class="grid">
      {fields.map((field) => (
        <FieldInput
          id={`f-${field.target.replace(':', '-')}`}
          field={field.target === 'notes' ? { ...field, label: say.notes } : field}
          language={channel.language}
          values={valuesOf(fieldsOf(channel), props.pairs, field)}
          fault={faultOf(props, field)}
          hint={field.target === 'notes' ? say.notesHint : undefined}
          isAboutOthers
        />
      ))}
    </div>
  );
}

const stands = ({ channel, pairs }: FormPage, field: SampleField) =>
  valuesOf(fieldsOf(channel), pairs, field).some((value) => value.trim() !== '');

function faultOf({ channel: { language }, notice }: FormPage, field: SampleField): string | undefined {
  if (notice?.kind === 'wrong') {
    const { rejection } = notice;
    if (!isNamed(field, rejection.field)) return undefined;
    return words[language].rejections[rejection.code] ?? (rejection satisfies Pick<Rejection, 'message'>).message;
  }
  return notice?.kind === 'junk' && notice.targets.includes(field.target) ? formWords[language].junkTitle : undefined;
}

/** The stage that was chosen, else where the form's process starts, else where the channel's leads do. */
function stageOf({ form, channel, pairs }: FormPage): string | undefined {
  const { targetOf, stageId } = fieldsOf(channel);
  const sent = pairs.find((pair) => targetOf(pair) === 'stageId')?.value;
  if (sent) return stageId(sent);
  const own = channel.stages.filter(({ processId }) => processId === form.processId);
  const start = sampleStage(channel);
  return (own.find(({ id }) => id === start) ?? own[0])?.id ?? start;
}
