import type { FormRecord } from '../storage/control/forms.ts';
import type { PortalRecord } from '../storage/control/portals.ts';
import { readProcesses } from '../storage/control/processes.ts';
import { formEntry, portalEntry } from './entries.ts';
import { publishedForms } from './form.ts';
import { publishedPortals } from './portal.ts';
import { portalOf } from './portal-settings.ts';

/** Tells the edge what a form is now, for when D1 is down. */
export async function publishForm(env: Pick<Env, 'CHANNELS' | 'CONTROL'>, form: FormRecord): Promise<void> {
  const { processes } = await readProcesses(env.CONTROL, form.databaseId);
  const entry = publishedForms.schema.parse({ ...form, processes });
  await env.CHANNELS.put(formEntry(form.id), JSON.stringify(entry));
}

/** Tells the edge what a portal is now. */
export async function publishPortal(env: Pick<Env, 'CHANNELS'>, record: PortalRecord): Promise<void> {
  publishedPortals.shelf.forget(record.id);
  await env.CHANNELS.put(portalEntry(record.id), JSON.stringify(portalOf(record)));
}
