import { env, exports } from 'cloudflare:workers';
import { eventually } from './observe.ts';
import { get, type Json, ORIGIN, type Owner } from './owner.ts';

type Key = Pick<Owner, 'apiKey'>;

/** Sends a file as a browser's form does. */
export async function importFile(
  owner: Key,
  file: string | Uint8Array,
  said: Record<string, string> = {},
  name = 'contacts.csv',
  key?: string,
): Promise<{ status: number; body: Json }> {
  const form = new FormData();
  form.append('file', new File([file as string], name));
  for (const [field, value] of Object.entries(said)) form.append(field, value);
  return sendImport(owner, form, '', key === undefined ? {} : { 'idempotency-key': key });
}

/** Sends any body to POST /imports. */
export async function sendImport(
  owner: Key,
  body: BodyInit | null,
  query = '',
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Json }> {
  const response = await exports.default.fetch(`${ORIGIN}/api/v1/imports${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${owner.apiKey}`, ...headers },
    body,
  });
  return { status: response.status, body: await response.json() };
}

/** Waits until an import has come to one of these states. */
export const ended = (owner: Key, id: string, states = ['done', 'undone']): Promise<Json> =>
  eventually(async () => {
    const { body } = await get(owner, `/imports/${id}`);
    return states.includes(body.state) && body;
  }, 30);

/** Imports a file and waits for its end. */
export async function imported(
  owner: Key,
  file: string | Uint8Array,
  said: Record<string, string> = { mode: 'skip' },
  name = 'contacts.csv',
): Promise<Json> {
  const { status, body } = await importFile(owner, file, said, name);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return ended(owner, body.id);
}

/** Waits until every row of an import that waits to be started is foreseen. */
export const foreseen = (owner: Key, id: string): Promise<Json> =>
  eventually(async () => {
    const { body } = await get(owner, `/imports/${id}`);
    return body.forecast.isComplete && body;
  }, 30);

/** Every row of an import, page by page. */
export async function rowsOf(owner: Key, id: string, limit = 200): Promise<Json[]> {
  const rows: Json[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await get(owner, `/imports/${id}/rows?limit=${limit}${cursor && `&cursor=${cursor}`}`);
    rows.push(...body.items);
    if (!body.nextCursor) return rows;
    cursor = body.nextCursor;
  }
}

/** A CSV of plain cells. */
export const csv = (...rows: string[][]): string => rows.map((cells) => cells.join(',')).join('\r\n');

/** The object that does an import's work. */
export const importerOf = (id: string) => env.IMPORTER.getByName(id);

export const outcomesOf = (rows: Json[]): string[] => rows.map(({ outcome }) => outcome);

/** A phone that is unlike any other number's. */
export const phoneOf = (n: number): string => `052-${4_310_000 + n * 7}`;
