/** The D1 binding a database lives in. The names of shards are names of bindings in `wrangler.toml`. */
export function shardOf(env: object, shard: string): D1Database {
  const binding = shard.startsWith('CONTACTS_') ? (env as Record<string, unknown>)[shard] : undefined;
  if (!binding) throw new Error(`No D1 binding is called ${shard}; wrangler.toml must name every shard`);
  return binding as D1Database;
}

/** Every shard there is, in order of name. */
export const shardNames = (env: object): string[] =>
  Object.keys(env)
    .filter((name) => name.startsWith('CONTACTS_'))
    .sort();
