import { Refusal } from '../../refusal.ts';

/** What is wanted of a marketer; undefined leaves as it is. */
export interface MarketerChanges {
  name?: string | undefined;
  accountNumber?: string | undefined;
  references?: string[] | undefined;
}

/** What names a marketer names no other one. */
export const REFERENCE_TAKEN = new Refusal(
  409,
  'reference_taken',
  'The account number or one of the references is another marketer’s already; each leads to one marketer only.',
  'references',
);
