import { Refusal } from '../../refusal.ts';
import { countDatabases } from '../../storage/control/databases.ts';
import { shardNames } from '../../storage/shards.ts';

/** The shard a new database goes to: the one asked for, else the one with the fewest databases. */
export async function chooseShard(env: Pick<Env, 'CONTROL'>, wanted: string | undefined): Promise<string | Refusal> {
  const names = shardNames(env);
  if (wanted !== undefined) {
    if (names.includes(wanted)) return wanted;
    return new Refusal(
      422,
      'no_such_shard',
      `There is no shard ${wanted}. The shards are ${names.join(', ')}.`,
      'shard',
    );
  }
  const counts = await countDatabases(env.CONTROL);
  const [emptiest] = names.sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0));
  if (!emptiest) throw new Error('wrangler.toml names no contact shard (a D1 binding CONTACTS_…)');
  return emptiest;
}
