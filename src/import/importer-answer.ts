import { Refusal } from '../refusal.ts';
import type { ImportView } from './job/view.ts';

/** What an importer answers: a refusal as plain data, since it crosses from one object to another. */
export type Answer = { view: ImportView } | { refusal: Pick<Refusal, 'status' | 'code' | 'message' | 'field'> };

/** A refusal as an answer. */
export const refused = ({ status, code, message, field }: Refusal): Answer => ({
  refusal: { status, code, message, field },
});

/** How the import stands as an answer; refused when there is none. */
export const answerWith = (view: ImportView | undefined): Answer => (view ? { view } : refused(NO_SUCH_IMPORT));

const NO_SUCH_IMPORT = new Refusal(404, 'no_such_import', 'There is no such import in this database.');

/** The file is larger than Kelet takes. */
export const FILE_TOO_LARGE = new Refusal(
  413,
  'too_large',
  'The file is larger than 25 MB. Split it, or leave out sheets and pictures, and import the parts one after the other.',
  'file',
);
