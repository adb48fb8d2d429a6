import type { ChannelSettings } from '../../src/lead/channel/channel-settings.ts';
import type { ImportMode } from '../../src/lead/duplicate-policy.ts';
import { consumeLeads } from '../../src/queue/consumer.ts';
import type { LeadMessage } from '../../src/queue/message.ts';
import { readAgain } from '../../src/ways-in/read-again.ts';
import { type Business, newBusiness } from '../../test/support/worker/business.ts';
import type { ByHand } from '../exact/budget.ts';
import { doByHand, newApiKey } from '../exact/by-hand.ts';
import { metered, meteredEnv, newMeter, sumOf } from '../exact/meter.ts';
import type { MeteredWriter, Reading } from '../exact/metered-writer.ts';
import { importRows, makeCustomers } from '../imports/import-rows.ts';
import { formOf } from '../inputs/forms.ts';
import { mailOf, messagesOfMails } from '../inputs/mails.ts';
import { batchOf, messagesOf } from '../inputs/messages.ts';
import { keepMails, type Reader, readMails } from '../ratios/parse-mails.ts';
import { type Prepared, prepare, type Way, type WriteEnv, write } from '../ratios/ways-to-write.ts';

export type BenchEnv = WriteEnv & {
  METERED_WRITER: DurableObjectNamespace<MeteredWriter>;
  EDGE: Queue;
  BARE: Queue;
};

/** Some persons, and the words that make each of their inquiries its own. */
export interface Persons {
  business: string;
  first: number;
  /** From one person to the next; 1 unless told. */
  step?: number;
  count: number;
  note: string;
}

const WAYS_IN: ChannelSettings['waysIn'] = ['html-form', 'mail'];
const businesses = new Map<string, Business>();
const prepared = new Map<string, Prepared>();

function businessOf(name: string): Business {
  const business = businesses.get(name);
  if (!business) throw new Error(`There is no business ${name}`);
  return business;
}

function messagesFor(env: BenchEnv, ctx: ExecutionContext, { business, first, step = 1, count, note }: Persons) {
  const forms = Array.from({ length: count }, (_, i) => formOf(first + i * step, note));
  return messagesOf(env, ctx, businessOf(business).intakeUrl, forms);
}

const mailsFor = ({ first, step = 1, count, note }: Persons) =>
  Array.from({ length: count }, (_, i) => mailOf(first + i * step, note));

/** What Node asks of the bench Worker. Each is one request, so that Node can time it. */
export const commands = {
  /** A business with a database of its own. */
  async newBusiness(_env: BenchEnv, _ctx: ExecutionContext, { name, shard }: { name: string; shard: string }) {
    const business = await newBusiness({ shard, channel: { doubleSubmitSeconds: 60, waysIn: WAYS_IN } });
    businesses.set(name, business);
    return { databaseId: business.databaseId, path: new URL(business.intakeUrl).pathname };
  },

  /** Messages of these persons, as the edge makes them. */
  async messages(env: BenchEnv, ctx: ExecutionContext, persons: Persons): Promise<LeadMessage[]> {
    return messagesFor(env, ctx, persons);
  },

  /** One batch of these persons through the real consumer to a counted writer; every number D1 tells about it. */
  async measure(env: BenchEnv, ctx: ExecutionContext, persons: Persons & { byMail?: boolean }) {
    const edge = newMeter();
    const messages = persons.byMail
      ? await messagesOfMails(meteredEnv(env, edge), businessOf(persons.business).key, mailsFor(persons))
      : await messagesFor(meteredEnv(env, edge), ctx, persons);
    const writer = env.METERED_WRITER.getByName(businessOf(persons.business).databaseId);
    await writer.takeReading();
    const meter = newMeter();
    const { batch, said } = batchOf(messages);
    const counted = { CONTROL: metered(env.CONTROL, meter), CONTACT_WRITER: env.METERED_WRITER };
    await consumeLeads(batch, counted, (message) => readAgain(env, message));
    const reading: Reading = await writer.takeReading();
    const bytes = messages.reduce((sum, message) => sum + JSON.stringify(message).length, 0);
    const consumerRoundTrips = edge.roundTrips + meter.roundTrips;
    return { ...reading, ...said, consumerRoundTrips, messageBytes: bytes / messages.length };
  },

  /** Somebody at a screen at work with a person, through the API to a counted writer. */
  async byHand(env: BenchEnv, ctx: ExecutionContext, { business, what, person }: AtWork) {
    const { databaseId } = businessOf(business);
    const apiKey = await newApiKey(env, databaseId);
    const writer = env.METERED_WRITER.getByName(databaseId);
    await writer.takeReading();
    const meter = newMeter();
    const on = { ...meteredEnv(env, meter), CONTACT_WRITER: env.METERED_WRITER } as unknown as Env;
    await doByHand(on, ctx, what, { databaseId, apiKey, person });
    const reading = await writer.takeReading();
    return { ...sumOf(meter, reading), calls: reading.calls };
  },

  /** A chunk of an import to a counted writer. */
  async importRows(env: BenchEnv, _ctx: ExecutionContext, { business, ...persons }: Persons & { mode: ImportMode }) {
    const { databaseId } = businessOf(business);
    const writer = env.METERED_WRITER.getByName(databaseId);
    await writer.takeReading();
    const on = { ...env, CONTACT_WRITER: env.METERED_WRITER } as unknown as Env;
    const became = await importRows(on, { databaseId, ...persons });
    const reading: Reading = await writer.takeReading();
    return { ...reading, became };
  },

  async makeCustomers(_env: BenchEnv, _ctx: ExecutionContext, { business }: { business: string }) {
    const { database, databaseId } = businessOf(business);
    await makeCustomers(database, databaseId);
    return {};
  },

  /** Mails to be read, as base64. */
  async keepMails(_env: BenchEnv, _ctx: ExecutionContext, { mails }: { mails: string[] }) {
    return { kept: keepMails(mails) };
  },

  /** Reads them; this is what is timed. */
  async readMails(_env: BenchEnv, _ctx: ExecutionContext, { reader, rounds }: { reader: Reader; rounds: number }) {
    await readMails(reader, rounds);
    return {};
  },

  /** Makes leads ready to be written one way, under a name. */
  async prepare(env: BenchEnv, ctx: ExecutionContext, args: Persons & Ready) {
    const messages = await messagesFor(env, ctx, args);
    const { databaseId } = businessOf(args.business);
    prepared.set(args.set, prepare(args.way, databaseId, messages, args.batch, args.lastNumber));
    return { ready: messages.length };
  },

  /** Writes them; this is what is timed. */
  async write(env: BenchEnv, _ctx: ExecutionContext, { set }: { set: string }) {
    const ready = prepared.get(set);
    if (!ready) throw new Error(`There is no set ${set}`);
    await write(env, ready);
    prepared.delete(set);
    return {};
  },

  /** How many leads a business has. */
  async countLeads(_env: BenchEnv, _ctx: ExecutionContext, { business }: { business: string }) {
    const { database, databaseId } = businessOf(business);
    const count = database.prepare('SELECT count(*) AS count FROM leads WHERE database_id = ?1').bind(databaseId);
    return { count: (await count.first<number>('count')) ?? 0 };
  },
};

interface AtWork {
  business: string;
  what: ByHand;
  person: number;
}

interface Ready {
  set: string;
  way: Way;
  /** Leads a batch. */
  batch: number;
  /** The customer number before the first of these. */
  lastNumber: number;
}

export type Commands = typeof commands;
