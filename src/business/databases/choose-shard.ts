import { logProblem } from '../../log.ts';
import { Refusal } from '../../refusal.ts';
import { askDatabase, isNearlyFull } from '../../storage/ask-database.ts';
import { shardNames, shardOf } from '../../storage/shards.ts';

/**
 * The shard a new database goes to: the one asked for, else the one that holds the fewest bytes, by what D1 says. One
 * that is nearly full takes no more databases, one that does not answer takes none now.
 * @throws when no shard answers.
 */
export async function chooseShard(env: object, wanted: string | undefined): Promise<string | Refusal> {
  const names = shardNames(env);
  if (wanted !== undefined && !names.includes(wanted)) {
    const message = `There is no shard ${wanted}. The shards are ${names.join(', ')}.`;
    return new Refusal(422, 'no_such_shard', message, 'shard');
  }
  const asked = wanted === undefined ? names : [wanted];
  const sizes = (await Promise.all(asked.map((name) => sizeOfShard(env, name)))).filter((it) => it !== undefined);
  if (!sizes.length) throw new Error(`No contact shard answers (D1 bindings ${asked.join(', ') || 'CONTACTS_…'})`);
  const [least] = sizes.filter(({ bytes }) => !isNearlyFull(bytes)).sort((a, b) => a.bytes - b.bytes);
  return least?.name ?? shardsFull(asked);
}

async function sizeOfShard(env: object, name: string): Promise<{ name: string; bytes: number } | undefined> {
  try {
    return { name, bytes: await askDatabase(shardOf(env, name)) };
  } catch (error) {
    logProblem('shard away', { shard: name, error });
    return undefined;
  }
}

const shardsFull = (names: string[]) =>
  new Refusal(
    507,
    'shards_full',
    `No room for another database: ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} nearly full. Add a D1 database to wrangler.toml as the next CONTACTS_ binding and deploy.`,
    'shard',
  );
