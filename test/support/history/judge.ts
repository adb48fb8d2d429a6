/** What the tables hold of a database, as far as a history is judged by it. */
export interface Tables {
  contacts: ({ number: number; mergedInto: number | null; erasedAt: number | null } & Record<string, unknown>)[];
  identities: { kind: string; value: string; contactNumber: number }[];
  leads: {
    id: string;
    status: string;
    receivedAt: number;
    contactNumber: number | null;
    fields: { details: Record<string, string>; identities: { kind: string; value: string }[] } | null;
    outcome: { event: string; changes: { field: string; old: unknown; new: unknown }[] } | null;
  }[];
  possibleDuplicates: { olderNumber: number; newerNumber: number }[];
}

/**
 * Judges what a history of repeat inquiries came to: every acknowledged lead is there once, with an outcome; the same
 * people are one contact, or contacts that stand as pairs, exactly where a chain of shared identities joins them;
 * nobody else has a contact's identities; and the leads' outcomes explain every value of every card.
 * @param acknowledged ids of leads whose senders were told that they are taken.
 * @returns what is wrong, in words; empty when nothing is.
 */
export function judge(acknowledged: string[], tables: Tables): string[] {
  return [
    ...missing(acknowledged, tables),
    ...wrongPeople(tables),
    ...sharedIdentities(tables),
    ...unexplained(tables),
  ];
}

const CONTACT_MADE = new Set(['created', 'updated', 'renewed', 'duplicate']);

function missing(acknowledged: string[], { leads }: Tables): string[] {
  const rows = Map.groupBy(leads, ({ id }) => id);
  return [...new Set(acknowledged)].flatMap((id) => {
    const [row, ...more] = rows.get(id) ?? [];
    if (!row) return [`${id} was acknowledged and is lost`];
    if (more.length) return [`${id} is there ${more.length + 1} times`];
    return CONTACT_MADE.has(row.status) ? [] : [`${id} is ${row.status}, though nothing was wrong with it`];
  });
}

/** Joins what belongs together and tells the name of each group. */
class Groups {
  readonly #next = new Map<string, string>();

  nameOf(member: string): string {
    let name = member;
    for (let next = this.#next.get(name); next !== undefined; next = this.#next.get(name)) name = next;
    return name;
  }

  join(a: string, b: string): void {
    const [first, second] = [this.nameOf(a), this.nameOf(b)];
    if (first !== second) this.#next.set(second, first);
  }
}

function wrongPeople({ leads, possibleDuplicates }: Tables): string[] {
  const written = leads.filter(({ contactNumber }) => contactNumber !== null);
  const bySharing = new Groups();
  const byContact = new Groups();
  for (const { id, fields, contactNumber } of written) {
    for (const { kind, value } of fields?.identities ?? []) bySharing.join(`lead ${id}`, `${kind}:${value}`);
    byContact.join(`lead ${id}`, `contact ${contactNumber}`);
  }
  for (const { olderNumber, newerNumber } of possibleDuplicates)
    byContact.join(`contact ${olderNumber}`, `contact ${newerNumber}`);
  return [
    ...splitGroups(written, bySharing, byContact, 'share identities but are different people'),
    ...splitGroups(written, byContact, bySharing, 'are one person but share no identity'),
  ];
}

/** Leads that stand together by one view and apart by the other. */
function splitGroups(leads: Tables['leads'], one: Groups, other: Groups, what: string): string[] {
  const together = Map.groupBy(leads, ({ id }) => one.nameOf(`lead ${id}`));
  return [...together.values()].flatMap((group) => {
    const names = new Set(group.map(({ id }) => other.nameOf(`lead ${id}`)));
    return names.size > 1 ? [`leads ${group.map(({ id }) => id).join(', ')} ${what}`] : [];
  });
}

function sharedIdentities({ identities }: Tables): string[] {
  const owners = Map.groupBy(identities, ({ kind, value }) => `${kind}:${value}`);
  return [...owners].flatMap(([identity, rows]) =>
    rows.length > 1
      ? [`${identity} belongs to contacts ${rows.map(({ contactNumber }) => contactNumber).join(', ')}`]
      : [],
  );
}

/** From what the first inquiry brought, the changes of the others lead to what stands on the card, field by field. */
function unexplained({ contacts, leads }: Tables): string[] {
  const byContact = Map.groupBy(leads, ({ contactNumber }) => contactNumber);
  return contacts.flatMap((card) => {
    const theirs = byContact.get(card.number) ?? [];
    const first = theirs.filter(({ status }) => status === 'created');
    if (first.length !== 1) return [`contact ${card.number} was created ${first.length} times`];
    const changes = theirs.flatMap(({ outcome }) => outcome?.changes ?? []);
    return ['firstName', 'phone', 'mobile', 'otherPhone', 'email', 'city', 'notes'].flatMap((field) => {
      const began = first[0]?.fields?.details[field] ?? null;
      const ends = endsOf(
        began,
        changes.filter((it) => it.field === field),
      );
      const stands = card[field] ?? null;
      return ends.has(JSON.stringify(stands)) ? [] : [`${field} of contact ${card.number} is explained by no lead`];
    });
  });
}

/** Where a chain that uses every change once may end, as JSON. */
function endsOf(value: unknown, changes: { old: unknown; new: unknown }[]): Set<string> {
  if (!changes.length) return new Set([JSON.stringify(value)]);
  const ends = new Set<string>();
  for (const [at, change] of changes.entries()) {
    if (JSON.stringify(change.old) !== JSON.stringify(value)) continue;
    for (const end of endsOf(change.new, changes.toSpliced(at, 1))) ends.add(end);
  }
  return ends;
}
