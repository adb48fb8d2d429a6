import { receivedAtOf, timeText } from '../../ids/lead-id.ts';
import { logEvent, logProblem } from '../../log.ts';
import { deleteErasedMarks } from '../../storage/contacts/erasure.ts';
import { giveUpRaw } from '../../storage/contacts/old-raw.ts';
import { type DueDatabase, deleteOldLetters, noteGivenUp, readDueDatabases } from '../../storage/control/retention.ts';
import { shardOf } from '../../storage/shards.ts';

const DAY = 24 * 3_600_000;
/** A database that is through is looked at again after this time: milliseconds. */
const AGAIN_AFTER = 20 * 3_600_000;
/** What one run does at most, so that it ends within what a cron may use; the next one goes on. */
const MOST_DATABASES = 50;
const MOST_STEPS = 200;
const STEPS_A_DATABASE = 20;
const LEADS_A_STEP = 500;
/** Where hardly any lead holds bytes any more a step looks at more of them, up to so many. */
const MOST_LEADS_A_STEP = 16_000;
/**
 * Each time through begins so far below the leads whose bytes are gone, since some may have been written late: a lead
 * waits in two queues, a fortnight in each at most.
 */
const LATE_DAYS = 30;
/**
 * Nothing younger goes, whatever a database says: a registration at a portal waits seven days for its confirmation
 * (`GOOD_FOR` of ways-in/portal/send-confirmation.ts), and is nothing but its bytes until then. A day more, so that
 * the last minute of the link finds them as well.
 */
const LEAST_DAYS = 8;
/** A message that names no database there is has no owner who could say. */
const UNOWNED_DAYS = 365;

/**
 * Gives up the bytes of leads, and dead letters, whose database keeps them no longer (`rawDays`): some of them, the
 * oldest first. A body that several leads share goes with the lead that carries it; they came together, so that it is
 * as old for each. What was read of a lead, its receipt and its contact stay.
 * @param now milliseconds since 1970.
 */
export async function giveUpOldRaw(env: Pick<Env, 'CONTROL'>, now: number): Promise<void> {
  await deleteOldLetters(env.CONTROL, null, now - UNOWNED_DAYS * DAY);
  let steps = MOST_STEPS;
  for (const database of await readDueDatabases(env.CONTROL, now - AGAIN_AFTER, MOST_DATABASES)) {
    if (steps <= 0) return;
    try {
      steps -= await giveUpIn(env, database, now);
    } catch (error) {
      // Its shard is away; the others need not wait for it.
      logProblem('old bytes not given up', { databaseId: database.id, error });
    }
  }
}

/** @returns how many steps it took. */
async function giveUpIn(env: Pick<Env, 'CONTROL'>, database: DueDatabase, now: number): Promise<number> {
  const { id: databaseId, shard, rawDays } = database;
  const before = now - Math.max(rawDays, LEAST_DAYS) * DAY;
  const below = timeText(before);
  await deleteOldLetters(env.CONTROL, databaseId, before);
  // A dead letter may bring a lead of somebody erased for as long as it is kept.
  await deleteErasedMarks(shardOf(env, shard), databaseId, now - Math.max(rawDays, LATE_DAYS) * DAY);
  let from: string | undefined = database.isUnderWay ? database.below : somewhatBelow(database.below);
  // A term that was made longer begins below what is gone already.
  if (from >= below) {
    await noteGivenUp(env.CONTROL, { databaseId, below: database.below, doneAt: now });
    return 1;
  }
  let steps = 0;
  let limit = LEADS_A_STEP;
  while (from !== undefined && steps < STEPS_A_DATABASE) {
    const step = await giveUpRaw(shardOf(env, shard), databaseId, { from, below, limit });
    from = step.next;
    steps += 1;
    limit = step.given > LEADS_A_STEP / 2 ? LEADS_A_STEP : Math.min(2 * limit, MOST_LEADS_A_STEP);
  }
  const isDone = from === undefined;
  await noteGivenUp(env.CONTROL, { databaseId, below: from ?? below, doneAt: isDone ? now : 0 });
  if (steps > 1) logEvent('old bytes given up', { databaseId, steps, isDone });
  return steps;
}

const somewhatBelow = (mark: string) => timeText(receivedAtOf(mark) - LATE_DAYS * DAY);
