import { ContactWriter } from '../../src/contacts/writer.ts';
import { type Meter, meteredEnv, newMeter } from './meter.ts';

/** What a writer did since it was last asked. */
export interface Reading extends Meter {
  /** Calls of `write` and `command`. */
  calls: number;
  /** Leads by what became of them. */
  outcomes: Record<string, number>;
}

/** The real writer, with its D1 bindings counted. */
export class MeteredWriter extends ContactWriter {
  readonly #meter: Meter;
  #calls = 0;
  #outcomes: Record<string, number> = {};

  constructor(ctx: DurableObjectState, env: Env) {
    const meter = newMeter();
    super(ctx, meteredEnv(env, meter));
    this.#meter = meter;
  }

  override async write(...[databaseId, orders]: Parameters<ContactWriter['write']>) {
    this.#calls += 1;
    const outcomes = await super.write(databaseId, orders);
    for (const { status } of outcomes) this.#outcomes[status] = (this.#outcomes[status] ?? 0) + 1;
    return outcomes;
  }

  override command(...[databaseId, command]: Parameters<ContactWriter['command']>) {
    this.#calls += 1;
    return super.command(databaseId, command);
  }

  /** What happened since the last reading. */
  takeReading(): Reading {
    const reading = { ...this.#meter, calls: this.#calls, outcomes: this.#outcomes };
    Object.assign(this.#meter, newMeter());
    this.#calls = 0;
    this.#outcomes = {};
    return reading;
  }
}
