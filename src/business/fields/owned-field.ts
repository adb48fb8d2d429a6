import { type CustomFieldRecord, readCustomFields } from '../../storage/control/custom-fields.ts';

/** A custom field; its id is the target by which channels name it, such as `custom:budget` or `process:budget`. */
export type OwnedField = CustomFieldRecord & { id: string };

/** What is wanted of a custom field; undefined leaves as it is. */
export interface FieldChanges {
  label?: string | undefined;
  options?: string[] | undefined;
  legacyId?: string | null | undefined;
  position?: number | undefined;
}

const PREFIX = { contact: 'custom', process: 'process' } as const;

/** A field with the id that names it. */
export const ownedField = (field: CustomFieldRecord): OwnedField => ({
  ...field,
  id: `${PREFIX[field.scope]}:${field.key}`,
});

/** The custom fields of a database: the contacts' first, each scope in order. */
export async function customFieldsOf(env: Pick<Env, 'CONTROL'>, databaseId: string): Promise<OwnedField[]> {
  return (await readCustomFields(env.CONTROL, databaseId)).map(ownedField);
}
