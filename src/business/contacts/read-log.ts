import { Refusal } from '../../refusal.ts';
import { type LeadHead, readLeadHeads } from '../../storage/contacts/leads.ts';
import { readLogEntries } from '../../storage/contacts/log.ts';
import type { LogRecord } from '../../storage/contacts/schema.ts';
import { readTasksOf, type TaskPlace } from '../../storage/contacts/tasks.ts';
import { shardOf } from '../../storage/shards.ts';
import type { Actor } from '../actor.ts';
import { type Names, namesOf } from '../names.ts';
import { liveContact } from './live-contact.ts';

/** One line of a contact's log: an inquiry, which is a lead, or anything else that happened. `at` in ms since 1970. */
export type LogLine = { at: number } & (
  | { kind: 'inquiry'; lead: LeadHead; task: number | null }
  | { kind: 'entry'; record: LogRecord }
);

/** Where the log goes on: below this task and below this entry. */
export interface LogPlace {
  task: TaskPlace | undefined;
  entryId: string | undefined;
}

/** A page of a contact's log. */
export interface LogPage {
  lines: LogLine[];
  next: LogPlace | null;
}

/**
 * A contact's log, newest first. Tasks lead to the inquiries that opened them, entries to those that opened none; a
 * retry that was recognised is none. What else happened is merged in by time.
 */
export async function readContactLog(
  env: Pick<Env, 'CONTROL'>,
  actor: Pick<Actor, 'database'>,
  { number, below, limit }: { number: number; below: LogPlace; limit: number },
): Promise<(LogPage & { names: Names }) | Refusal> {
  const { database } = actor;
  const [card, page, names] = await Promise.all([
    liveContact(env, actor, number),
    readPage(shardOf(env, database.shard), database.id, number, below, limit),
    namesOf(env, database.id),
  ]);
  return card instanceof Refusal ? card : { ...page, names };
}

async function readPage(
  database: D1Database,
  id: string,
  contactNumber: number,
  below: LogPlace,
  limit: number,
): Promise<LogPage> {
  const [tasks, entries] = await Promise.all([
    readTasksOf(database, id, contactNumber, below.task, limit + 1),
    readLogEntries(database, id, contactNumber, below.entryId, limit + 1),
  ]);
  const heads = await readLeadHeads(database, id, [
    ...tasks.map(({ leadId }) => leadId),
    ...entries.flatMap((entry) => leadIdOf(entry) ?? []),
  ]);
  const byId = new Map(heads.map((lead) => [lead.id, lead]));

  const lines: LogLine[] = [];
  const next = { ...below };
  let [task, entry] = [tasks.shift(), entries.shift()];
  while ((task || entry) && lines.length < limit) {
    if (task && (!entry || task.openedAt > entry.at)) {
      const lead = byId.get(task.leadId);
      if (lead) lines.push({ at: lead.receivedAt, kind: 'inquiry', lead, task: task.ordinal });
      next.task = task;
      task = tasks.shift();
    } else if (entry) {
      const lead = byId.get(leadIdOf(entry) ?? '');
      lines.push(
        lead ? { at: entry.at, kind: 'inquiry', lead, task: null } : { at: entry.at, kind: 'entry', record: entry },
      );
      next.entryId = entry.id;
      entry = entries.shift();
    }
  }
  // Tasks open when their leads are accepted, but a burst's share a moment with what else happened.
  lines.sort((a, b) => b.at - a.at);
  return { lines, next: task || entry ? next : null };
}

/** The lead an entry stands for, if it is an inquiry's. */
function leadIdOf({ kind, data }: LogRecord): string | undefined {
  if (kind !== 'inquiry' || typeof data !== 'object' || data === null || !('lead' in data)) return undefined;
  return String(data.lead);
}
