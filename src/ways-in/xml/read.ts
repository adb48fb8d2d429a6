import type { Rejection, Submission } from '../../lead/submission.ts';
import { submissionsOf } from '../json/read.ts';
import { holdsAdf } from '../recognise.ts';
import { recogniseXml } from '../senders/all.ts';
import { parseXml } from './parse.ts';
import { repairAdf } from './repair-adf.ts';
import { toJson } from './to-json.ts';

type Read = { ok: true; submissions: Submission[] } | { ok: false; rejection: Rejection };

/** Reads the text of an XML document into its leads. */
export function readXml(text: string): Read {
  const strict = parseXml(text);
  // Only ADF is mended: its senders are many and old, and its prolog is wrong more often than right.
  const parsed =
    !strict.ok && strict.rejection.code === 'unreadable' && holdsAdf(text) ? parseXml(repairAdf(text)) : strict;
  if (!parsed.ok) return parsed;
  const submissions = recogniseXml(parsed.root) ?? submissionsOf(toJson(parsed.root));
  if (submissions.some((submission) => submission.pairs.some((pair) => pair.value !== ''))) {
    return { ok: true, submissions };
  }
  return {
    ok: false,
    rejection: {
      code: 'not_a_lead',
      status: 422,
      message:
        'The XML is well-formed but holds no fields of a lead. Send the document from the channel page, or <lead><FirstName/>…</lead>.',
    },
  };
}
