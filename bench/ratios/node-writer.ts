import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { LeadOrder } from '../../src/contacts/order.ts';
import { seedStatements } from '../inputs/seed.ts';

/*
 * What a server with SQLite beside it would do by hand: one durable transaction a lead (WAL, synchronous=FULL), the
 * same tables, the same look-up by receipt and identity, the same records. It checks no message, completes no card and
 * opens no possible duplicate: it does less than Kelet, and nothing in it is slower than it must be.
 */
export class NodeWriter {
  readonly #db: DatabaseSync;
  readonly #databaseId = 'node';
  readonly #receipt: StatementSync;
  readonly #owner: StatementSync;
  readonly #last: StatementSync;
  readonly #insert: Record<'contact' | 'identity' | 'lead' | 'task', StatementSync>;

  /** Opens the file with the tables of `migrations`, and with so many contacts in them. */
  constructor(path: string, migrations: string[], contacts: number) {
    this.#db = new DatabaseSync(path);
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    for (const statement of migrations) this.#db.exec(statement);
    this.#db.exec('BEGIN');
    for (const { sql, values } of seedStatements(this.#databaseId, contacts)) this.#db.prepare(sql).run(...values);
    this.#db.exec('COMMIT');

    this.#receipt = this.#db.prepare('SELECT 1 FROM leads WHERE database_id = ? AND id = ?');
    this.#owner = this.#db.prepare(
      'SELECT contact_number FROM identities WHERE database_id = ? AND kind = ? AND value = ? ORDER BY contact_number',
    );
    this.#last = this.#db.prepare('SELECT max(number) AS number FROM contacts WHERE database_id = ?');
    this.#insert = {
      contact: this.#inserting(
        `contacts (database_id, number, first_name, last_name, phone, email, city, notes, status_id, website_last_token,
           created_by, created_at, updated_at, task_count, recent_leads, search_name)`,
        16,
      ),
      identity: this.#inserting('identities (database_id, kind, value, contact_number)', 4),
      lead: this.#inserting(
        `leads (database_id, id, channel_id, way_in, sender, received_at, status, attempt, contact_number, outcome,
           fields, charset, raw_index, raw)`,
        14,
      ),
      task: this.#inserting(
        `tasks (database_id, contact_number, ordinal, lead_id, process_id, stage_id, opened_at, notes)`,
        8,
      ),
    };
  }

  #inserting(into: string, values: number): StatementSync {
    return this.#db.prepare(`INSERT INTO ${into} VALUES (${Array(values).fill('?').join(', ')})`);
  }

  /** Writes one lead of a new person, durably. */
  write(order: LeadOrder): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      if (!this.#receipt.get(this.#databaseId, order.id)) this.#create(order);
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #create({ id, channelId, wayIn, sender, receivedAt, charset, createdBy, fingerprint, lead, task, raw }: LeadOrder) {
    const database = this.#databaseId;
    for (const { kind, value } of lead.identities) {
      if (this.#owner.get(database, kind, value)) throw new Error('The benchmark meant to send a new person');
    }
    const number = Number(this.#last.get(database)?.number ?? 0) + 1;
    const { firstName, lastName, phone, email, city, notes } = lead.details;
    const text = (value: string | undefined) => value ?? null;
    this.#insert.contact.run(
      ...[database, number, text(firstName), text(lastName), text(phone), text(email), text(city), text(notes)],
      ...['new', 'Hot Lead', createdBy, receivedAt, receivedAt, 1],
      JSON.stringify([[fingerprint, id, receivedAt]]),
      [firstName, lastName].filter(Boolean).join(' ').toLowerCase(),
    );
    for (const { kind, value } of lead.identities) this.#insert.identity.run(database, kind, value, number);
    const outcome = { event: 'first inquiry', createdBy, token: 'Hot Lead', matchedBy: [], changes: [], task: 1 };
    this.#insert.lead.run(
      ...[database, id, channelId, wayIn, sender, receivedAt, 'created', 1, number, JSON.stringify(outcome)],
      ...[JSON.stringify(lead), charset, 0, JSON.stringify(raw)],
    );
    if (task) {
      this.#insert.task.run(database, number, 1, id, task.processId, task.stageId, receivedAt, text(notes));
    }
  }

  close(): void {
    this.#db.close();
  }
}
