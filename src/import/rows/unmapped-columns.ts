import { readLabel } from '../../lead/fields/label/read-label.ts';
import type { Column } from '../job/import-job.ts';
import type { TableWarning } from '../read/table.ts';
import { labelColumns } from './labelled-columns.ts';

/** Columns that are named in the warning. */
const MOST_NAMED = 20;

/** Says which columns hold values and go nowhere, so that whoever starts the import can say where before. */
export function unmappedColumns(columns: readonly Column[]): TableWarning[] {
  const labels = new Set(labelColumns(columns.map(({ name }) => name)).values());
  const unmapped = columns.filter(
    // A label says what the value beside it is, and an area code is joined with its phone.
    ({ name, target, samples }, at) =>
      target === null && samples.length > 0 && !labels.has(at) && readLabel(name).part === undefined,
  );
  if (unmapped.length === 0) return [];
  const names = unmapped.slice(0, MOST_NAMED).map(({ name }) => `“${name}”`);
  const further = unmapped.length > MOST_NAMED ? ' and more' : '';
  return [
    {
      code: 'unmapped_columns',
      message: `No field is known for ${names.join(', ')}${further}: their values stay beside the contact, under these names. Say with "mapping" where they go, or ignore.`,
    },
  ];
}
