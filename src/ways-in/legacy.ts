import type { Raw } from '../lead/raw.ts';
import { readRaw } from './read.ts';

/** The `SystemID` by which FrontTask's senders name their channel: in the address, the form or the document. */
export async function systemIdOf(raw: Raw): Promise<string | undefined> {
  const reading = await readRaw(raw, {});
  if (!reading.ok) return new URLSearchParams(raw.query.toLowerCase()).get('systemid') ?? undefined;
  const pairs = reading.submissions.flatMap((submission) => submission.pairs);
  return pairs.find(({ name }) => name.toLowerCase() === 'systemid')?.value.trim();
}
