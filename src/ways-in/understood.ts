import { emptyLead, type Lead } from '../lead/lead.ts';
import { type Raw, storeRaw } from '../lead/raw.ts';
import type { Pair, Rejection, WayIn } from '../lead/submission.ts';
import { isMail, mailId, mailWords } from './mail/read.ts';
import { recogniseSender } from './recognise.ts';

/** One lead of a body, as far as it could be understood. */
export interface Understood {
  lead: Lead;
  rejection: Rejection | null;
  sender: string;
  /** Why it is kept aside. */
  quarantine: string | null;
  providerLeadId: string | undefined;
  /** The secret its sender showed; for its gate alone. */
  proof: string | undefined;
  /** Turnstile's token, which is no field of the lead. */
  token: string | undefined;
  pairs: Pair[];
  /** What was sent, for comparing contents: equal text, equal content. */
  content: string;
  /** What a mail that nobody can read says, whatever servers added on its way. */
  words?: string | undefined;
}

export interface UnderstoodBody {
  wayIn: WayIn;
  charset: string;
  leads: Understood[];
}

/** A body that was not even taken whole: what it began to be, kept with the reason. */
export function refusedBody(raw: Raw, rejection: Rejection): UnderstoodBody {
  if (isMail(raw)) return unreadableBody(raw, 'mail', rejection);
  const shape = recogniseSender(raw.body, raw.contentType);
  const posted = shape === 'xml' || shape === 'json' ? shape : 'html-form';
  const body = unreadableBody(raw, raw.method === 'GET' ? 'url' : posted, rejection);
  // Of a body cut off nobody knows what followed: each is a lead of its own.
  return { ...body, leads: body.leads.map((lead) => ({ ...lead, content: crypto.randomUUID() })) };
}

/** A body that holds no lead anybody can read. */
export function unreadableBody(raw: Raw, wayIn: WayIn, rejection: Rejection): UnderstoodBody {
  const content = JSON.stringify(storeRaw(raw));
  const own = isMail(raw) ? { providerLeadId: mailId(raw), words: mailWords(raw) } : { providerLeadId: undefined };
  const said = { ...own, proof: undefined, token: undefined };
  const lead = { lead: emptyLead(), rejection, sender: 'unreadable', quarantine: null, ...said };
  return { wayIn, charset: 'utf-8', leads: [{ ...lead, pairs: [], content }] };
}
