import type { Channel } from '../../lead/channel/channel.ts';
import { fieldsOf } from '../../lead/fields/channel-fields.ts';
import { publicName } from '../../lead/fields/field-names.ts';
import type { Lead } from '../../lead/lead.ts';
import type { Pair } from '../../lead/submission.ts';
import type { InternalForm } from '../../published/form.ts';
import { decisionsOf } from '../decisions.ts';
import { OWN_NAMES } from '../own-pages/page-fields.ts';

/** How the form calls what is no field of a lead. */
export const FORM_NAMES = { token: OWN_NAMES.token, operator: OWN_NAMES.operator, step: OWN_NAMES.step };

/** The task this lead opens, in words: process and stage. */
export function taskName(channel: Channel, { processes }: InternalForm, lead: Lead): string | undefined {
  const { task } = decisionsOf(channel, 'internal-form', lead);
  if (!task) return undefined;
  const process = processes.find(({ id }) => id === task.processId)?.name;
  const stage = channel.stages.find(({ id }) => id === task.stageId)?.name;
  return [process, stage].filter(Boolean).join(' · ');
}

/** The stage that was chosen, to be chosen again on the next page. */
export function chosenStage(channel: Channel, pairs: Pair[]): { name: string; value: string } | undefined {
  const value = pairs.find((pair) => fieldsOf(channel).targetOf(pair) === 'stageId')?.value;
  return value === undefined ? undefined : { name: publicName('stageId'), value };
}

/** Whether a lead says anything at all. */
export const saysNothing = ({ details, custom, processFields, unknown, stepNotes }: Lead): boolean =>
  [details, custom, processFields, unknown].every((values) => Object.keys(values).length === 0) && !stepNotes;
