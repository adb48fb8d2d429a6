import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { expect, test } from 'vitest';
import { replayLead } from '../../../src/business/leads/replay.ts';
import type { LeadMessage } from '../../../src/queue/message.ts';
import { databases } from '../../../src/storage/control/schema.ts';
import { HeldQueue } from '../../support/faults/held-queue.ts';
import { newOwner, type Owner, sendLead, tablesOf } from '../../support/worker/owner.ts';

/** A rejected lead, and what replays it onto a queue that delivers nothing by itself. */
async function aRejectedLead(owner: Owner) {
  const { id } = await sendLead(owner, { FirstName: 'Dana' });
  const [database] = await drizzle(env.CONTROL).select().from(databases).where(eq(databases.id, owner.databaseId));
  if (!database) throw new Error('The owner has no database');
  const queue = new HeldQueue();
  const replay = (values: Record<string, string>) =>
    replayLead(queue.env, { database, by: 'Noa' }, { id, release: false, values, now: Date.now() });
  return { replay, waiting: queue.messages };
}

const write = (owner: Owner, messages: LeadMessage[]) =>
  env.CONTACT_WRITER.getByName(owner.databaseId).write(
    owner.databaseId,
    messages.map(({ order }) => order),
  );

test.each(['one by one', 'together'])(
  'a second replay sent before the first is written is put through, delivered %s',
  async (delivered) => {
    const owner = await newOwner();
    const { replay, waiting } = await aRejectedLead(owner);
    await replay({ City: 'Haifa' });
    await replay({ Phone: '052-1234567' });
    if (delivered === 'together') await write(owner, waiting);
    else for (const message of waiting) await write(owner, [message]);
    expect(await tablesOf(owner)).toMatchObject({
      contacts: [{ phone: '052-1234567' }],
      leads: [{ status: 'created', attempt: 3 }],
    });
  },
);

test('a replay that is delivered twice is one', async () => {
  const owner = await newOwner();
  const { replay, waiting } = await aRejectedLead(owner);
  await replay({ Phone: '052-1234567' });
  await write(owner, waiting);
  await write(owner, waiting);
  expect(await tablesOf(owner)).toMatchObject({ contacts: [{}], leads: [{ status: 'created', attempt: 2 }] });
});
