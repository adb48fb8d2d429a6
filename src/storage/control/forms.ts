import { and, asc, eq, isNull } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { forms } from './schema.ts';

export type FormRecord = typeof forms.$inferSelect;

/** The internal forms of a database, revoked ones too, oldest first. */
export const readForms = (control: D1Database, databaseId: string): Promise<FormRecord[]> =>
  drizzle(control)
    .select()
    .from(forms)
    .where(eq(forms.databaseId, databaseId))
    .orderBy(asc(forms.createdAt), asc(forms.id));

export async function readForm(control: D1Database, id: string): Promise<FormRecord | undefined> {
  const [form] = await drizzle(control).select().from(forms).where(eq(forms.id, id));
  return form;
}

export async function insertForm(control: D1Database, form: FormRecord): Promise<void> {
  await drizzle(control).insert(forms).values(form);
}

/**
 * Changes what is given of a form that was not revoked, and leaves the rest to whoever changes that.
 * @returns the form as it is now; undefined when it was revoked, which is for good.
 */
export async function updateForm(
  control: D1Database,
  { id, databaseId }: Pick<FormRecord, 'id' | 'databaseId'>,
  changes: { [K in keyof Omit<FormRecord, 'id' | 'databaseId' | 'createdAt'>]?: FormRecord[K] | undefined },
): Promise<FormRecord | undefined> {
  const [form] = await drizzle(control)
    .update(forms)
    .set({ id, ...changes })
    .where(and(eq(forms.id, id), eq(forms.databaseId, databaseId), isNull(forms.revokedAt)))
    .returning();
  return form;
}
