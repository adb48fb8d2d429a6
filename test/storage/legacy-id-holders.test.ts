import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { findLegacyChannelId, proveLegacyId } from '../../src/storage/control/legacy-ids.ts';
import { call, newOwner, type Owner } from '../support/worker/owner.ts';

test('who held an id before holders were written down holds it afterwards', async () => {
  const [first, second] = [await newOwner(), await newOwner()];
  const claim = (owner: Owner, legacyId: string) => call(owner, 'PATCH', `/channels/${owner.channelId}`, { legacyId });
  const id = `sys-${first.databaseId}`;
  for (const owner of [first, second]) await claim(owner, id);
  const migration = env.MIGRATIONS.control.find(({ name }) => name.includes('legacy-id-holders'));
  const fill = async () => {
    await env.CONTROL.prepare('DELETE FROM legacy_id_holders').run();
    expect(await findLegacyChannelId(env.CONTROL, id)).toBeUndefined();
    await env.CONTROL.prepare(migration?.queries[1] ?? '').run();
    return findLegacyChannelId(env.CONTROL, id);
  };
  expect(await fill()).toBe(first.channelId);
  expect(await proveLegacyId(env.CONTROL, id, second.channelId)).toBe(true);
  expect(await fill()).toBe(second.channelId);
});
