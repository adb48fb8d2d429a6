import { importIdOf } from '../../ids/lead-id.ts';
import type { ImportView } from '../../import/job/view.ts';
import { Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';
import type { NameRequest } from '../request-name.ts';
import { importAnswered } from './importer-of.ts';
import { rowRulesOf } from './row-rules.ts';
import { importWish, type SaidOfImport } from './wish.ts';

/** A file to be imported. */
export interface FileToImport {
  /** The file's name. */
  name: string;
  bytes: ReadableStream<Uint8Array>;
  said: SaidOfImport;
  nameRequest: NameRequest;
}

/**
 * Takes a file. With a mode its rows are written as soon as they are read; without one it waits to be started. A file
 * that cannot be read, or a mapping that does not fit it, is refused, and the refusal names the import
 * (`facts.importId`).
 */
export async function addImport(
  env: Pick<Env, 'IMPORTER' | 'CONTROL'>,
  actor: Pick<Actor, 'database' | 'by'>,
  { name, bytes, said, nameRequest }: FileToImport,
): Promise<ImportView | Refusal> {
  const wished = await importWish(env, actor, said);
  if (wished instanceof Refusal) return wished;
  const wish = { mapping: {}, mode: null, task: null, table: {}, ...wished };
  const rules = await rowRulesOf(env, actor);
  const named = await nameRequest();
  if (named instanceof Refusal) return named;
  const { id: databaseId, shard } = actor.database;
  const id = importIdOf(named.id, databaseId);
  const wanted = {
    ...{ id, name, now: named.at, wish, by: actor.by },
    database: { id: databaseId, shard },
    startsWhenRead: wish.mode !== null,
    rules,
  };
  const view = importAnswered(await env.IMPORTER.getByName(id).take(wanted, bytes));
  if (view instanceof Refusal || !view.error) return view;
  const { code, message } = view.error;
  return new Refusal(422, code, message, view.state === 'ready' ? 'mapping' : 'file', { importId: id });
}
