import { readFlag } from '../../../lead/fields/flag.ts';
import type { Pair, Rejection } from '../../../lead/submission.ts';

/** What LeadByte's suppliers are told of a lead. */
export interface Told {
  id: string;
  rejection: Rejection | null;
  /** These very fields were taken a moment ago, under this id. */
  isRetry: boolean;
}

/** Whether the supplier asked for JSON with `returnjson=yes`. */
export const wantsLeadByteJson = (pairs: Pair[]): boolean =>
  pairs.some(({ name, value }) => name.toLowerCase() === 'returnjson' && readFlag(value) === true);

/**
 * LeadByte's answer: 1 accepted, -2 a duplicate or resubmission, -5 a validation error, as JSON or as `1 | OK`.
 * Always HTTP 200, as LeadByte itself answers: its suppliers look at the code alone, and take another status for a
 * failure of the line that they try again.
 */
export function leadByteAnswer({ id, rejection, isRetry }: Told, asJson: boolean): { type: string; body: string } {
  const [code, response] = rejection
    ? ([-5, 'Validation error'] as const)
    : isRetry
      ? ([-2, 'Duplicate or resubmission'] as const)
      : ([1, 'OK'] as const);
  if (!asJson) {
    const reason = rejection ? `: ${rejection.message}` : '';
    return { type: 'text/plain; charset=utf-8', body: `${code} | ${response}${reason}` };
  }
  const { message, field } = rejection ?? {};
  const info = rejection ? { message, ...(field ? { field } : {}), id } : [];
  const body = JSON.stringify({ code, response, info, leadId: rejection ? null : id });
  return { type: 'application/json; charset=utf-8', body };
}

/**
 * What LeadByte's suppliers are told when nothing was stored and they should try again: its code for a remote system's
 * error. Its code for a campaign that has enough would make them stop.
 */
export function leadByteAway(asJson: boolean): { type: string; body: string } {
  const [code, response] = [-3, 'Remote system error'];
  if (!asJson)
    return { type: 'text/plain; charset=utf-8', body: `${code} | ${response}: too many at once, send again` };
  const info = { message: 'Too many leads came at once. Send this one again in a minute.' };
  return {
    type: 'application/json; charset=utf-8',
    body: JSON.stringify({ code, response, info, leadId: null }),
  };
}
