import type { Api } from '../http/api-env.ts';
import { mountDismiss } from './dismiss.ts';
import { mountListDuplicates } from './list.ts';
import { mountMerge } from './merge.ts';
import { mountUndoMerge } from './undo-merge.ts';

/** The operations on possible duplicates, in the order of the document. */
export function mountDuplicates(api: Api): void {
  mountListDuplicates(api);
  mountMerge(api);
  mountDismiss(api);
  mountUndoMerge(api);
}
