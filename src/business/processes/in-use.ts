import { Refusal } from '../../refusal.ts';

/** A process or stage stays while a channel sends its leads there. */
export const usedByChannel = (name: string) =>
  new Refusal(409, 'in_use', `The channel ${name} uses it. Change the channel first.`);

/** A process or stage stays while somebody has work there. */
export const OPEN_TASKS = new Refusal(
  409,
  'has_open_tasks',
  'Tasks are open there. Finish them or move them to another stage first.',
);
