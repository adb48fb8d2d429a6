import { Refusal } from '../../refusal.ts';

/** A key is neither revoked nor stripped of its rights by itself. */
export const OWN_KEY = new Refusal(
  409,
  'own_key',
  'A key cannot take away its own rights, so that nobody locks themselves out. Use another admin key.',
);
