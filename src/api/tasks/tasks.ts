import type { Api } from '../http/api-env.ts';
import { mountChangeTask } from './change.ts';
import { mountListTasks } from './list.ts';

/** The operations on tasks, in the order of the document. */
export function mountTasks(api: Api): void {
  mountListTasks(api);
  mountChangeTask(api);
}
