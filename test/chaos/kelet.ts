import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { LeadMessage } from '../../src/queue/message.ts';
import type { Tables } from '../support/history/judge.ts';

/** A queue that no death of the Worker touches. Delivering is the run's own affair. */
export async function openQueue() {
  const queue = { messages: [] as LeadMessage[], refuses: false, url: '', close: () => {} };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (!queue.refuses) queue.messages.push(...(JSON.parse(Buffer.concat(chunks).toString('utf8')) as LeadMessage[]));
    response.writeHead(queue.refuses ? 429 : 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  queue.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  queue.close = () => server.close();
  return queue;
}

/** Kelet in processes that can be killed, with its state on disk. */
export class Kelet {
  readonly folder = mkdtempSync(join(tmpdir(), 'kelet-chaos-'));
  readonly #queueUrl: string;
  #life: ChildProcess | undefined;
  url = '';

  constructor(queueUrl: string) {
    this.#queueUrl = queueUrl;
    process.once('exit', () => {
      this.kill();
      rmSync(this.folder, { recursive: true, force: true });
    });
    const config = ['--config', 'test/chaos/wrangler.chaos.toml', '--outdir', join(this.folder, 'worker')];
    const { status, stdout, stderr } = spawnSync('wrangler', ['deploy', '--dry-run', ...config], {
      encoding: 'utf8',
      env: { ...process.env, CI: 'true', WRANGLER_SEND_METRICS: 'false' },
    });
    if (status !== 0) throw new Error(`The Worker could not be built.\n${stdout}${stderr}`);
  }

  /** Begins a life, on a port of its own. */
  async start(): Promise<void> {
    const life = spawn('node', ['test/chaos/server.ts', this.folder, this.#queueUrl], {
      detached: true,
      // What is tormented complains a lot.
      stdio: ['ignore', 'pipe', process.env.CHAOS_LOG ? 'inherit' : 'ignore'],
    });
    this.#life = life;
    this.url = await new Promise<string>((resolve, reject) => {
      life.stdout?.once('data', (line: Buffer) => resolve(String(line).trim()));
      life.once('exit', (code) => reject(new Error(`The Worker did not start: ${code}`)));
    });
  }

  /** Ends this life at once, in the middle of whatever it does: its own processes by their group. */
  kill(): void {
    if (this.#life?.pid) process.kill(-this.#life.pid, 'SIGKILL');
    this.#life = undefined;
  }

  /** Writes the tables of a new state. */
  async migrate(): Promise<void> {
    const statements = (kind: string) =>
      readdirSync(`migrations/${kind}`)
        .filter((name) => name.endsWith('.sql'))
        .sort()
        .flatMap((name) => readFileSync(`migrations/${kind}/${name}`, 'utf8').split('--> statement-breakpoint'));
    const body = JSON.stringify({ CONTROL: statements('control'), CONTACTS_1: statements('contacts') });
    const response = await fetch(`${this.url}migrate`, { method: 'POST', body });
    if (!response.ok) throw new Error(`The tables could not be written: ${await response.text()}`);
  }

  /** The files of D1, which exist once each database was asked for something. */
  databaseFiles(): string[] {
    return globSync(join(this.folder, 'state/**/*.sqlite')).filter(
      (file) => /d1/i.test(file) && !/metadata/.test(file),
    );
  }

  /** The file that holds the contacts. */
  contactsFile(): string {
    const holds = (file: string) => {
      const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
      const found = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'contact_log'").get();
      database.close();
      return found !== undefined;
    };
    const found = this.databaseFiles().find(holds);
    if (!found) throw new Error('No file holds the contacts');
    return found;
  }

  /** What the tables hold of a database, read beside the Worker. */
  tables(databaseId: string): Tables {
    const database = new DatabaseSync(this.contactsFile(), { readOnly: true, timeout: 5000 });
    const rows = (table: string) =>
      database.prepare(`SELECT * FROM ${table} WHERE database_id = ?`).all(databaseId).map(camelCased);
    const tables = {
      contacts: rows('contacts'),
      identities: rows('identities'),
      leads: rows('leads'),
      possibleDuplicates: rows('possible_duplicates'),
    };
    database.close();
    return tables as unknown as Tables;
  }
}

const JSON_COLUMNS = new Set(['fields', 'outcome', 'custom', 'warnings', 'rejection']);

const camelCased = (row: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      JSON_COLUMNS.has(column) && typeof value === 'string' ? JSON.parse(value) : value,
    ]),
  );
