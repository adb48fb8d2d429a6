import type { Lead } from '../../lead/lead.ts';

/** The e-mail address of a registration, as an identity; undefined unless it has exactly one. */
export function onlyEmail({ identities }: Pick<Lead, 'identities'>): string | undefined {
  const [email, ...others] = identities.filter(({ kind }) => kind === 'email');
  return others.length === 0 ? email?.value : undefined;
}
