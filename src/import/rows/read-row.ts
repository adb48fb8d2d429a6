import type { Channel } from '../../lead/channel/channel.ts';
import { composeLead } from '../../lead/compose.ts';
import { safeName } from '../../lead/draft/draft.ts';
import { identitiesOf } from '../../lead/identity/identities.ts';
import type { Lead } from '../../lead/lead.ts';
import type { Warning } from '../../lead/submission.ts';
import type { Column, RowResult, RowRules } from '../job/import-job.ts';
import { MOST_ROW_VALUES } from '../limits.ts';
import type { TableRow } from '../read/table.ts';
import { cellDate } from './cell-date.ts';
import { NAMING, STATUS } from './columns.ts';
import { mappingOf, nameOfColumn, pairReader, type RowPairs } from './row-pairs.ts';

/** A row as a lead, or why it is none. */
export type RowReading = { lead: Lead; statusId?: string | undefined } | { reason: NonNullable<RowResult['reason']> };

/**
 * Reads rows of a file by its columns, as every way in reads its leads.
 * @param is1904 the file counts its days from 1904.
 */
export function rowReader(
  columns: Column[],
  { channel, statuses }: RowRules,
  is1904 = false,
): (row: TableRow) => RowReading {
  const mapped = mappedChannel(columns, channel);
  const statusColumn = columns.findIndex(({ target }) => target === STATUS);
  const pairsOf = pairReader(columns, statusColumn);
  const dates = new Set(columns.flatMap(({ target }, at) => (isDate(target, channel) ? [at] : [])));
  const statusIds = new Map(statuses.map(({ id, name }) => [name.trim().toLowerCase(), id]));

  return ({ cells, errors = [] }) => {
    if (!cells.length && !errors.length) return { reason: ERASED };
    if (cells.reduce((sum, cell) => sum + cell.length, 0) > MOST_ROW_VALUES) return { reason: TOO_LARGE };
    const { pairs, ...beside } = pairsOf(cells.map((cell, at) => (dates.has(at) ? cellDate(cell, is1904) : cell)));
    const warnings = errors.map(([at, error]) => cellError(nameOfColumn(columns, at), error));
    const { lead } = composeLead({ pairs, sender: 'import', warnings }, mapped, 'import');
    addBeside(lead, beside, mapped);
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

function mappedChannel(columns: Column[], channel: Channel): Channel {
  return { ...channel, mapping: { ...channel.mapping, ...mappingOf(columns, STATUS) } };
}

function isDate(target: string | null, { customFields }: Channel): boolean {
  return target === 'birthDate' || customFields.some(({ key, type }) => type === 'date' && target === `custom:${key}`);
}

/** What the card has no field for stays on the lead, and still says who the person is. */
function addBeside(lead: Lead, { further, others }: Omit<RowPairs, 'pairs'>, { country, junk }: Channel): void {
  for (const { name, value } of [...further, ...others]) {
    const field = safeName(name);
    lead.unknown[field] = lead.unknown[field] === undefined ? value : `${lead.unknown[field]}, ${value}`;
  }
  for (const { value, kind } of further) {
    for (const one of identitiesOf({ [kind]: value }, { country, junk }).identities) {
      if (!lead.identities.some((known) => known.kind === one.kind && known.value === one.value))
        lead.identities.push(one);
    }
  }
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
