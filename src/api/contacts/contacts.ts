import type { Api } from '../http/api-env.ts';
import { mountChange } from './change.ts';
import { mountCheck } from './check.ts';
import { mountComplete } from './complete.ts';
import { mountCopy } from './copy.ts';
import { mountCreate } from './create.ts';
import { mountCreateByHand } from './create-by-hand.ts';
import { mountErase } from './erase.ts';
import { mountFind } from './find.ts';
import { mountLog } from './log.ts';
import { mountNote } from './note.ts';
import { mountRenew } from './renew.ts';
import { mountSearch } from './search.ts';
import { mountTasksOfContact } from './tasks.ts';

/** The operations on contacts, in the order of the document. */
export function mountContacts(api: Api): void {
  mountSearch(api);
  mountFind(api);
  mountLog(api);
  mountNote(api);
  mountTasksOfContact(api);
  mountCreate(api);
  mountChange(api);
  mountErase(api);
  mountCheck(api);
  mountCreateByHand(api);
  mountComplete(api);
  mountRenew(api);
  mountCopy(api);
}
