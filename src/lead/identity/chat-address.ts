/** Addresses in chats: of people and their devices, of groups, of lists and of people who keep their number back. */
const CHAT = /@(?:c\.us|s\.whatsapp\.net|g\.us|lid|broadcast|newsletter)$/i;

/** Whether a text is an address of WhatsApp's, which looks like an e-mail address and is none. */
export const isChatAddress = (text: string): boolean => CHAT.test(text.trim().slice(-30));

/** The phone in one (`972521234567@c.us`), with the plus that says it is whole; a group's has none. */
export function phoneOfChat(text: string): string | undefined {
  const [, digits] = /^\+?(\d{7,15})(?::\d{1,4})?@(?:c\.us|s\.whatsapp\.net)$/i.exec(text.trim().slice(0, 60)) ?? [];
  return digits === undefined ? undefined : `+${digits}`;
}
