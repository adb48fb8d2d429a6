import { databaseOfImport } from '../../ids/lead-id.ts';
import type { Answer } from '../../import/importer-answer.ts';
import type { ImportView } from '../../import/job/view.ts';
import { notFound, Refusal } from '../../refusal.ts';
import type { Actor } from '../actor.ts';

/** The object that does an import; undefined for one of another database, which is as unknown as one that never was. */
export const importerOf = (env: Pick<Env, 'IMPORTER'>, { database }: Pick<Actor, 'database'>, id: string) =>
  databaseOfImport(id) === database.id ? env.IMPORTER.getByName(id) : undefined;

/** What an importer answered, as verbs do; nobody answers for an import that is not there. */
export function importAnswered(answer: Answer | undefined): ImportView | Refusal {
  if (!answer) return NO_SUCH_IMPORT;
  if ('view' in answer) return answer.view;
  const { status, code, message, field } = answer.refusal;
  return new Refusal(status, code, message, field);
}

/** There is no such import, or it is another database's. */
export const NO_SUCH_IMPORT = notFound('import');
