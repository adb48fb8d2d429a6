import type { Change } from '../lead/outcome.ts';
import type { Card } from '../storage/contacts/schema.ts';

/**
 * A custom field is named so beside the fields of the card itself: in changes, defaults and what a merge leaves beside.
 */
const CUSTOM = 'custom:';

/** The name of a custom field among the fields of a card. */
export const customField = (key: string) => `${CUSTOM}${key}`;

/** What stands in a field of a card, which may be a custom one; null when it is empty. */
export function readField(card: Card, field: string): unknown {
  if (!field.startsWith(CUSTOM)) return card[field as keyof Card] ?? null;
  const key = field.slice(CUSTOM.length);
  return card.custom && Object.hasOwn(card.custom, key) ? (card.custom[key] ?? null) : null;
}

/** Sets a field of a card, which may be a custom one; null empties it. */
export function writeField(card: Card, field: string, value: unknown): void {
  if (!field.startsWith(CUSTOM)) {
    Object.assign(card, { [field]: value });
    return;
  }
  const custom = new Map<string, unknown>(Object.entries(card.custom ?? {}));
  if (value === null) custom.delete(field.slice(CUSTOM.length));
  else custom.set(field.slice(CUSTOM.length), value);
  card.custom = custom.size ? (Object.fromEntries(custom) as Card['custom']) : null;
}

/** Whether two values of a field are the same; absent is empty. */
export const isSameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Sets a field, unless it is so already. @returns the change for the log. */
export function setField(card: Card, field: string, value: unknown): Change[] {
  const old = readField(card, field);
  if (isSameValue(old, value)) return [];
  writeField(card, field, value);
  return [{ field, old, new: value }];
}

/** Puts a field back, if it still holds what was put there. @returns whether it did. */
export function revertField(card: Card, { field, old, new: value }: Change): boolean {
  if (!isSameValue(readField(card, field), value)) return false;
  writeField(card, field, old);
  return true;
}

/** Every field of two cards, custom ones by their keys. */
function fieldsOf(...cards: Card[]): string[] {
  const names = cards.flatMap(({ custom, ...fields }) => [
    ...Object.keys(fields),
    ...Object.keys(custom ?? {}).map(customField),
  ]);
  return [...new Set(names)];
}

/** Puts every field back that was otherwise `before`, where it still is what it was `after`. */
export function restoreCard(card: Card, before: Card, after: Card): void {
  // Whole, so that its keys stand in the order in which they stood.
  if (isSameValue(card.custom, after.custom)) card.custom = before.custom;
  for (const field of fieldsOf(before, after)) {
    const [old, made] = [readField(before, field), readField(after, field)];
    if (!isSameValue(old, made)) revertField(card, { field, old, new: made });
  }
}
