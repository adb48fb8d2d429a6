import { readForm } from '../storage/control/forms.ts';
import { findLegacyChannelId } from '../storage/control/legacy-ids.ts';
import { readPortal } from '../storage/control/portals.ts';
import { readProcesses } from '../storage/control/processes.ts';
import { portalOf } from './portal-settings.ts';
import type { Stored } from './stored.ts';

/** What the control database itself says. */
export const storedIn = (control: D1Database): Stored => ({
  async form(id, databaseId) {
    const [form, { processes }] = await Promise.all([readForm(control, id), readProcesses(control, databaseId)]);
    return form && { ...form, processes: processes.map(({ id: processId, name }) => ({ id: processId, name })) };
  },
  async portal(id) {
    const record = await readPortal(control, id);
    return record && portalOf(record);
  },
  legacyChannelId: (legacyId, databaseId) => findLegacyChannelId(control, legacyId, databaseId),
});
