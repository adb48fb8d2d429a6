import type { Channel } from '../../lead/channel/channel.ts';
import { fieldsOf } from '../../lead/fields/channel-fields.ts';
import { publicName } from '../../lead/fields/field-names.ts';
import type { InternalForm } from '../../published/form.ts';

interface Props {
  channel: Channel;
  form: Pick<InternalForm, 'processId' | 'processes'>;
  label: string;
  chosen: string | undefined;
}

/** The processes a form offers, each with its stages. */
export function stagesByProcess({ stages }: Channel, { processId, processes }: Props['form']) {
  const byProcess = Map.groupBy(stages, (stage) => stage.processId);
  const only = processId !== null && byProcess.has(processId) ? processId : undefined;
  return [...byProcess]
    .filter(([id]) => only === undefined || id === only)
    .map(([id, its]) => ({ name: processes.find((process) => process.id === id)?.name ?? '', stages: its }));
}

/** Process and stage as one choice, which needs no script: the stages, under their processes. */
export function StageSelect({ channel, form, label, chosen }: Props) {
  const offered = stagesByProcess(channel, form);
  const isFixed = fieldsOf(channel).constants.some(([target]) => target === 'stageId');
  if (!offered.length || isFixed) return null;
  const [only] = offered.length === 1 ? offered : [];
  return (
    <div class="field">
      <label for="stage">{label}</label>
      {only?.name ? (
        <p class="hint" id="stage-hint" dir="auto">
          {only.name}
        </p>
      ) : null}
      <select
        id="stage"
        name={publicName('stageId')}
        autocomplete="off"
        {...(only?.name ? { 'aria-describedby': 'stage-hint' } : {})}
      >
        {offered.map(({ name, stages }) => (
          <optgroup label={name || label}>
            {stages.map(({ id, name: stage }) => (
              <option value={id} selected={id === chosen}>
                {only || !name ? stage : `${name} · ${stage}`}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}
