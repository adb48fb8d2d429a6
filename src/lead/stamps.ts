import type { WayIn } from './submission.ts';

/** The last name of a contact who gave none; a real name arriving later replaces it as if the field were empty. */
export const NO_NAME = 'No Name From Web';

/** Website Last Token: what the last web inquiry of a contact was. */
export type Token = 'Hot Lead' | 'Renewed';

export interface Stamp {
  token: Token;
  /** The contact's status must be set to the one that plays *new*; otherwise it stays untouched. */
  statusBecomesNew: boolean;
}

/** The stamp of a contact created by a web lead (product.md, "What every web lead is stamped with"). */
export function stampNew(): Stamp {
  return { token: 'Hot Lead', statusBecomesNew: true };
}

/** The stamp of a repeat inquiry: who had said *not interested* is renewed, everybody else is hot again. */
export function stampRepeat(found: { statusIsNotInterested: boolean }): Stamp {
  return found.statusIsNotInterested
    ? { token: 'Renewed', statusBecomesNew: true }
    : { token: 'Hot Lead', statusBecomesNew: false };
}

/** Whether a last name is only the stamp of a nameless lead, which counts as an empty field. */
export function isNoName(lastName: string | null | undefined): boolean {
  return lastName === undefined || lastName === null || lastName.trim() === '' || lastName.trim() === NO_NAME;
}

const WAY_IN_NAMES: Record<WayIn, string> = {
  'html-form': 'HTML form',
  xml: 'XML',
  url: 'URL',
  json: 'JSON',
  mail: 'Mail2Lead',
  'internal-form': 'Internal form',
  portal: 'Portal',
  api: 'API',
  import: 'Import',
  manual: 'Manual',
  copy: 'Copy',
};

/** `created by`: the engine that created the record, which is the channel's name and the way in. */
export function createdBy(channelName: string, wayIn: WayIn): string {
  const name = channelName.trim();
  return name === '' ? WAY_IN_NAMES[wayIn] : `${name} (${WAY_IN_NAMES[wayIn]})`;
}
