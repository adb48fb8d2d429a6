import type { Raw } from '../lead/raw.ts';
import { readRaw } from './read.ts';

/**
 * The `SystemID` by which FrontTask's senders name their channel: in the address, the form or the document. It is
 * looked for in a body nobody can read, too, so that the lead is kept where its sender meant it to go.
 */
export function systemIdOf(raw: Raw): string | undefined {
  const reading = readRaw(raw, {});
  const pairs = reading.ok ? reading.submissions.flatMap((submission) => submission.pairs) : [];
  const named = pairs.find(({ name, value }) => name.toLowerCase() === 'systemid' && value.trim());
  return named?.value.trim() ?? idInBytes(raw);
}

function idInBytes({ query, body }: Raw): string | undefined {
  const text = `${query} ${new TextDecoder().decode(body)}`;
  const [, inXml, inForm] = /<systemid>\s*([\w-]{1,100})\s*<\/systemid>|\bsystemid=([\w-]{1,100})/i.exec(text) ?? [];
  return inXml ?? inForm;
}
