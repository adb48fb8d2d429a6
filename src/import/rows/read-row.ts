import type { Channel } from '../../lead/channel/channel.ts';
import { composeLead } from '../../lead/compose.ts';
import type { Lead } from '../../lead/lead.ts';
import type { Pair, Warning } from '../../lead/submission.ts';
import type { Column, RowResult, RowRules } from '../job/import-job.ts';
import { MOST_ROW_VALUES } from '../limits.ts';
import { columnName } from '../read/header.ts';
import type { TableRow } from '../read/table.ts';
import { NAMING, STATUS } from './columns.ts';

/** A row as a lead, or why it is none. */
export type RowReading = { lead: Lead; statusId?: string | undefined } | { reason: NonNullable<RowResult['reason']> };

/** Reads rows of a file by its columns, as every way in reads its leads. */
export function rowReader(columns: Column[], { channel, statuses }: RowRules): (row: TableRow) => RowReading {
  const mapped = mappedChannel(columns, channel);
  const statusColumn = columns.findIndex(({ target }) => target === STATUS);
  const statusIds = new Map(statuses.map(({ id, name }) => [name.trim().toLowerCase(), id]));

  return ({ cells, errors = [] }) => {
    if (!cells.length && !errors.length) return { reason: ERASED };
    if (cells.reduce((sum, cell) => sum + cell.length, 0) > MOST_ROW_VALUES) return { reason: TOO_LARGE };
    const pairs: Pair[] = [];
    for (const [at, value] of cells.entries()) {
      if (value && at !== statusColumn) pairs.push({ name: nameOfColumn(columns, at), value });
    }
    const warnings = errors.map(([at, error]) => cellError(nameOfColumn(columns, at), error));
    const { lead } = composeLead({ pairs, sender: 'import', warnings }, mapped, 'import');
    if (!NAMING.some((field) => lead.details[field])) return { reason: NOBODY };

    const status = cells[statusColumn]?.trim();
    const statusId = status ? statusIds.get(status.toLowerCase()) : undefined;
    if (status && !statusId) {
      const field = columns[statusColumn]?.name ?? STATUS;
      lead.unknown[field] = status;
      lead.warnings.push({ ...NO_STATUS, field });
    }
    return { lead, statusId };
  };
}

/** What a column is called; a row may be longer than any that was seen when the columns were named. */
export const nameOfColumn = (columns: Column[], at: number) => columns[at]?.name ?? columnName(at);

function mappedChannel(columns: Column[], channel: Channel): Channel {
  const mapping = columns.flatMap(({ name, target }) => (target === null || target === STATUS ? [] : [[name, target]]));
  return { ...channel, mapping: { ...channel.mapping, ...Object.fromEntries(mapping) } };
}

const NOBODY = {
  code: 'nobody_named',
  message: 'This row has neither a name nor a phone, an e-mail address or an ID number in the columns mapped to them.',
};

const TOO_LARGE = {
  code: 'row_too_large',
  message: `This row holds more than ${MOST_ROW_VALUES} characters. Shorten its longest cell.`,
};

export const ERASED = { code: 'erased', message: 'The person in this row was erased.' };

const NO_STATUS: Warning = {
  code: 'unknown_status',
  message: 'The database has no status of this name, so a new contact gets the one that plays new.',
};

const cellError = (field: string, error: string): Warning => ({
  code: 'cell_error',
  message: `The cell holds ${error} instead of a value, so it counts as empty.`,
  field,
});
