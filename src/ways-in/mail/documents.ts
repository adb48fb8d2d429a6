import { labelTarget } from '../../lead/fields/field-names.ts';
import type { Rejection, Submission } from '../../lead/submission.ts';
import { holdsAdf } from '../recognise.ts';
import { readXml } from '../xml/read.ts';
import type { ParsedMail } from './parse.ts';
import { htmlRows } from './text/html.ts';
import { rowText } from './text/rows.ts';

/** A body that is nothing but a document, and a document of ours or of the car trade anywhere. */
const DOCUMENT = /^\s*(?:<\?xml\b|<(?:\w+:)?(?:frontask|leads?|request|contact)\b)/i;
const OURS = /<(?:\w+:)?frontask[\s>]|<webtolead[\s>]/i;

/** As many as a document may hold that is posted. */
const MAX_LEADS = 500;
const WAYS_TO_CONTACT: ReadonlySet<unknown> = new Set(['phone', 'mobile', 'otherPhone', 'email']);

/**
 * The leads of an XML document in a mail: FrontTask's, ADF, or our flat one, attached or as the text. An XML attachment
 * that names nobody to contact, such as an invoice, is none. Undefined when there is no such document.
 */
export function readDocuments({ documents, html }: ParsedMail): Submission[] | Rejection | undefined {
  let problem: Rejection | undefined;
  for (const sent of documents) {
    const text = documentIn(sent);
    if (text === undefined) continue;
    const read = readXml(text);
    if (read.ok && read.submissions.length <= MAX_LEADS && read.submissions.some(namesSomebody))
      return read.submissions;
    if (!read.ok && (holdsAdf(text) || OURS.test(text))) problem ??= read.rejection;
  }
  const shown = holdsAdf(rowText(html)) ? readXml(rowText(html)) : undefined;
  if (shown?.ok) return shown.submissions;
  return problem;
}

function documentIn(text: string): string | undefined {
  if (DOCUMENT.test(text) || holdsAdf(text)) return text.trim();
  // Escaped into a page, as programs do that take it for text.
  if (!/&lt;(?:\?adf|adf|frontask)/i.test(text)) return undefined;
  const shown = rowText(htmlRows(text));
  return shown.includes('<') ? shown : undefined;
}

function namesSomebody({ sender, pairs }: Submission): boolean {
  if (sender === 'adf' || sender === 'frontask-xml') return true;
  return pairs.some(({ name, label, value }) =>
    [name, label ?? ''].some((word) => value !== '' && WAYS_TO_CONTACT.has(labelTarget(word))),
  );
}
