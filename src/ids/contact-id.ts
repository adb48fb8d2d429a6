/** The id of a contact, as the API and other contacts' logs name it: `{databaseId}-{customer number}`. */
export const contactId = (databaseId: string, number: number) => `${databaseId}-${number}`;
