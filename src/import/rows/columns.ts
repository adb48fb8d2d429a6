import type { Channel } from '../../lead/channel/channel.ts';
import { fieldsOf } from '../../lead/fields/channel-fields.ts';
import { nameKey, type Target } from '../../lead/fields/field-names.ts';
import type { Pair } from '../../lead/submission.ts';
import { Refusal } from '../../refusal.ts';
import { REPORT_WORDS } from '../failures/report-words.ts';
import type { Column } from '../job/import-job.ts';
import { columnName } from '../read/header.ts';
import { labelColumns } from './labelled-columns.ts';

/** Beside the fields of a lead: the contact's status, by its name. */
export const STATUS = 'status';

const STATUS_NAMES = new Set(
  ['status', 'clientstatus', 'customerstatus', 'contactstatus', 'leadstatus', 'סטטוס', 'סטטוסלקוח'].map(nameKey),
);
/** A report of failures that was repaired comes back with them. */
const REPORT_NAMES = new Set(
  Object.values(REPORT_WORDS).flatMap(({ rowName, reasonName }) => [nameKey(rowName), nameKey(reasonName)]),
);
const PHONES = ['phone', 'mobile', 'otherPhone'] as const;

/** Names that differ as names are compared, so that each column can be spoken of. */
export function distinctNames(names: string[]): string[] {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  return names.map((given, at) => {
    // `*` or `?` is nothing, as names are compared.
    const name = nameKey(given) ? given : columnName(at);
    let distinct = name;
    const key = nameKey(name);
    for (let n = next.get(key) ?? 2; taken.has(nameKey(distinct)); n++) {
      distinct = `${name} (${n})`;
      next.set(key, n + 1);
    }
    taken.add(nameKey(distinct));
    return distinct;
  });
}

/** Whether a header's text is the name of something Kelet knows. */
export const isKnownName = (channel: Channel) => {
  const { targetOf } = fieldsOf(channel);
  return (text: string) => STATUS_NAMES.has(nameKey(text)) || suggestedTarget(text, targetOf) !== undefined;
};

/**
 * Where each column goes: where the mapping says, else where its name says, in either language. A second column for the
 * same phone becomes another phone of the contact, but no column of a number (`Home Phone 2`) takes the place of one
 * that is named exactly.
 */
export function targetsOf(names: string[], mapping: Record<string, string>, channel: Channel): (string | null)[] {
  const { targetOf } = fieldsOf(channel);
  const wished = new Map(Object.entries(mapping).map(([name, target]) => [nameKey(name), target]));
  const taken = new Set(
    names.flatMap((name) => wished.get(nameKey(name)) ?? []).map((target) => canonical(target, channel)),
  );
  const labelled = labelColumns(names);
  const hasJobTitle = names.some((name) => /^job\s?title$/i.test(name.trim()));
  const isOfPhones = names.some((name) => BARE_MOBILE.test(name.trim()));
  const suggestion = (name: string): Target | typeof STATUS | undefined => {
    const plain = name.replace(/\s\(\d+\)$/, '');
    if (isOfPhones && BARE_PHONE.test(plain.trim())) return 'phone';
    if (STATUS_NAMES.has(nameKey(plain))) return STATUS;
    // Outlook's `Title` is `Dr.`, since what somebody does has a column of its own.
    if (hasJobTitle && nameKey(plain) === 'title') return 'namePrefix';
    return suggestedTarget(plain, targetOf);
  };
  const targets = names.map((name): string | null | undefined => {
    const wish = wished.get(nameKey(name));
    if (wish !== undefined) return canonical(wish, channel) ?? null;
    return REPORT_NAMES.has(nameKey(name)) ? 'ignore' : undefined;
  });
  const claimAll = (isTurn: (name: string) => boolean) => {
    for (const [at, name] of names.entries()) {
      if (targets[at] !== undefined || !isTurn(name)) continue;
      const suggested = suggestion(name);
      // What a labelled phone is, each row says anew.
      if (suggested === undefined || (labelled.has(at) && isPhone(suggested))) targets[at] = suggested && 'phone';
      else if (!taken.has(suggested)) targets[at] = claim(taken, suggested);
    }
  };
  claimAll((name) => !isNumbered(name) && !IN_ONE.test(name));
  claimAll(() => true);
  return names.map((name, at) => {
    const settled = targets[at];
    if (settled !== undefined) return settled;
    const suggested = suggestion(name);
    if (suggested === undefined || suggested === STATUS) return null;
    // The street stands in a column of its own.
    if (IN_ONE.test(name)) return null;
    const free = isPhone(suggested) ? PHONES.find((phone) => !taken.has(phone)) : undefined;
    return free ? claim(taken, free) : suggested;
  });
}

/** Phones export their labels alone: `Mobile`, `Home`, `Work`, `iPhone`. Without the first the others are anything. */
const BARE_MOBILE = /^(?:mobile|cell|iphone|נייד)$/i;
const BARE_PHONE = /^(?:home|work|main|office|בית|עבודה|משרד)$/i;

/** `Address 1 - Formatted` says in one cell what other columns say in parts. */
const IN_ONE = /-\s?formatted$/i;

/** `Home Phone 2`, `Phone (2)`, `E-mail 2 Address`, `Secondary e-mail`: beside another column of its kind. */
const isNumbered = (name: string) =>
  /(?:^|\D)[2-9]\)?\s*$|\s[2-9]\s|^(?:other|second|secondary|alternate)\b/i.test(name);

/** Where a column's name says that it goes, as it stands and as it is called elsewhere. */
function suggestedTarget(name: string, targetOf: (pair: Pair) => Target | undefined): Target | undefined {
  if (/(?:^|[\s:(])iphone(?:$|[\s)])/i.test(name)) return 'mobile';
  const parts = nameParts(name).map((part) => targetOf({ name: part, value: '' }));
  // A number in such a column is either.
  if (parts.includes('mobile') && parts.every((part) => part !== undefined && isPhone(part))) return 'mobile';
  const [, detail] = OF_A_PLACE.exec(name) ?? [];
  for (const one of [...(detail ? [detail] : []), name, addressBookName(name), ...nameParts(name)]) {
    const target = targetOf({ name: one, value: '' }) ?? LIST_NAMES.get(nameKey(one));
    if (target !== undefined) return target;
  }
  return undefined;
}

/**
 * `Business Street`, `Mailing City`, `Organization 1 - Title`: what is asked for stands behind the place it belongs to.
 */
const OF_A_PLACE =
  /^(?:business|mailing|organi[sz]ation(?:\s\d)?(?:\s-)?|associated|company)\s(street|city|country|postal code|title|company)(?:\/region)?$/i;
/** What the columns of lists are called and the fields of forms are not. */
const LIST_NAMES = new Map<string, Target>(
  Object.entries({
    contact: 'fullName',
    'שם הליד': 'fullName',
    'tax id': 'idNumber',
    'הערות כלליות': 'notes',
    'address 1 - formatted': 'address',
  } satisfies Record<string, Target>).map(([name, target]) => [nameKey(name), target]),
);

/** `הערות / מידע נוסף` is either; what stands first counts. */
function nameParts(name: string): string[] {
  const parts = name.split(/[/|\\]/, 4).map((part) => part.trim());
  return parts.length > 1 ? parts.filter((part) => part.length > 1) : [];
}

/**
 * What a column of an address book's export is called elsewhere: `Phone 1 - Value`, `Address 1 - City`, `Home Phone`,
 * `Phone (mobile)`.
 */
function addressBookName(name: string): string {
  const [, inBrackets = ''] = /\(([^()]+)\)$/.exec(name) ?? [];
  if (/^(?:mobile|cell|נייד)$/i.test(inBrackets)) return 'mobile';
  return name
    .replace(/(?<!\s)\s*\((?:home|work|business|main|other|בית|עבודה|אחר)\)$/i, '')
    .replace(/^(?:address|organization|כתובת)\s*(?:\d+\s*)?-\s*(?=\S)/i, (start) =>
      /^o/i.test(start) ? 'organization ' : '',
    )
    .replace(/(?:(?<!\s)\s+(?:\d+\s*)?|(?<!\d)\d+\s*)?-\s*(?:value|ערך)$/i, '')
    .replace(/^(?:home|work|business|primary|main|personal|other)\s+/i, '');
}

const isPhone = (target: string) => (PHONES as readonly string[]).includes(target);

function claim<T extends string>(taken: Set<string | undefined>, target: T): T {
  taken.add(target);
  return target;
}

/** The target as Kelet spells it; undefined when there is none of that name. */
function canonical(target: string, channel: Channel): string | undefined {
  if (nameKey(target) === STATUS) return STATUS;
  if (target === 'ignore') return target;
  return fieldsOf(channel).targetOf({ name: target, value: '' });
}

/** What is wrong with a mapping: a column the file does not have, a field nobody knows. */
export function findMappingFault(
  columns: Pick<Column, 'name'>[] | undefined,
  mapping: Record<string, string>,
  channel: Channel,
): Refusal | undefined {
  const names = columns && new Set(columns.map(({ name }) => nameKey(name)));
  for (const [name, target] of Object.entries(mapping)) {
    if (names && !names.has(nameKey(name))) {
      const list = columns.slice(0, 20).map((column) => column.name);
      return new Refusal(
        422,
        'no_such_column',
        `The file has no column ${JSON.stringify(name)}. Its columns are ${list.join(', ')}.`,
        'mapping',
      );
    }
    if (canonical(target, channel) === undefined) {
      return new Refusal(
        422,
        'no_such_field',
        `There is no field ${JSON.stringify(target)} for the column ${JSON.stringify(name)}. Use a name such as MobilePhone, custom:… as GET /fields lists them, status, or ignore.`,
        'mapping',
      );
    }
  }
  return undefined;
}

/** Fields that say who somebody is; a row without any of them is none. */
export const NAMING = [
  'firstName',
  'lastName',
  'company',
  'phone',
  'mobile',
  'otherPhone',
  'email',
  'idNumber',
] as const;

/** Why no row of a file could be taken: none of its columns goes to a field that says who somebody is. */
export function findNobody(columns: Column[], headerRow: number | null): Refusal | undefined {
  const naming = new Set<string | null>([...NAMING, 'fullName']);
  if (!columns.length || columns.some(({ target }) => naming.has(target))) return undefined;
  const header = headerRow === null ? ' No row was found that names the columns; headerRow says which one does.' : '';
  return new Refusal(
    422,
    'no_person_column',
    `No column is known to hold a name, phone, e-mail or ID number.${header} Say with "mapping" where the columns go; they are called ${columns
      .slice(0, 20)
      .map(({ name }) => name)
      .join(', ')}.`,
    'mapping',
  );
}
