import type { Channel } from '../../lead/channel/channel.ts';
import { Layout } from '../layout.tsx';
import { Person } from './form-notice.tsx';
import { formWords } from './form-words.ts';

interface Props {
  language: Channel['language'];
  result: 'created' | 'updated' | 'duplicate' | 'queued' | 'kept';
  leadId: string;
  person?: { initials: string; typed: string } | undefined;
  /** The process and stage of the task that was opened. */
  task?: string | undefined;
  action: string;
  names: { operator: string; step: string };
  operator: string;
  /** Kept for the next inquiry. */
  stage?: { name: string; value: string } | undefined;
}

/** Tells an operator what became of an inquiry. */
export function formResultPage({ language, result, leadId, person, task, action, names, operator, stage }: Props) {
  const say = formWords[language];
  const title = result === 'kept' ? say.keptTitle : say[result];
  const more = result === 'queued' ? say.queuedMore : result === 'duplicate' ? say.duplicateMore : undefined;
  return (
    <Layout language={language} title={title}>
      <h1>{title}</h1>
      {more ? <p class="lead">{more}</p> : null}
      <dl>
        {person ? (
          <>
            <dt>{say.person}</dt>
            <dd>
              <Person {...person} language={language} />
            </dd>
          </>
        ) : null}
        {task ? (
          <>
            <dt>{say.task}</dt>
            <dd dir="auto">{task}</dd>
          </>
        ) : null}
        <dt>{say.reference}</dt>
        <dd>
          <code>{leadId}</code>
        </dd>
      </dl>
      <form method="post" action={action} accept-charset="utf-8">
        <input type="hidden" name={names.operator} value={operator} />
        {stage ? <input type="hidden" name={stage.name} value={stage.value} /> : null}
        <div class="actions">
          <button type="submit" name={names.step} value="another">
            {say.another}
          </button>
        </div>
      </form>
    </Layout>
  );
}
