/** Domains that deliver into the same mailboxes. */
const SAME = new Map([
  ['googlemail.com', 'gmail.com'],
  ['pm.me', 'proton.me'],
  ['protonmail.com', 'proton.me'],
  ['protonmail.ch', 'proton.me'],
  ['me.com', 'icloud.com'],
  ['mac.com', 'icloud.com'],
  ['ya.ru', 'yandex.ru'],
  ['yandex.com', 'yandex.ru'],
  ['ymail.com', 'yahoo.com'],
  ['rocketmail.com', 'yahoo.com'],
]);
/** Yahoo's disposable addresses have their tag behind a hyphen. */
const HYPHENATED = new Set(['yahoo.com']);

/**
 * The mailbox an address leads to, for counting what is sent there: without `+tag`, dots and its provider's other
 * names.
 * Two mailboxes may count as one at a provider that tells dots apart; nobody is reached by what this gives.
 * @param email as an identity.
 */
export function mailboxOf(email: string): string {
  const at = email.lastIndexOf('@');
  const written = email.slice(at + 1);
  const domain = SAME.get(written) ?? written;
  const [untagged = ''] = email.slice(0, at).split('+');
  const local = HYPHENATED.has(domain) ? (untagged.split('-')[0] ?? '') : untagged;
  return `${local.replaceAll('.', '') || local}@${domain}`;
}
