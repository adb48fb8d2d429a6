import type { Lead } from './lead.ts';
import type { Warning } from './submission.ts';

const ID_REUSED: Warning = {
  code: 'lead_id_reused',
  message: "The sender's own id of this lead came before with other words, so it is a lead of its own.",
};

/** Whether a warning says that the id a sender gave the lead was another one's; the bytes do not tell. */
export const isIdReused = ({ code }: Pick<Warning, 'code'>): boolean => code === ID_REUSED.code;

/** The lead with that warning. */
export const withIdReused = (lead: Lead): Lead => ({ ...lead, warnings: [...lead.warnings, ID_REUSED] });
