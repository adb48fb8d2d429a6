import { sha256 } from '../../ids/digest.ts';
import type { Channel } from '../../lead/channel/channel.ts';
import { TURNSTILE_ORIGIN } from '../../lead/channel/turnstile.ts';
import { logProblem } from '../../log.ts';

const ADDRESS = `${TURNSTILE_ORIGIN}/turnstile/v0/siteverify`;
/** A batch of leads waits for it: milliseconds. */
const PATIENCE = 5_000;

/** Where the widget was shown and what for, as far as the channel cares. */
export type ExpectedWidget = Pick<Channel, 'turnstileHostnames' | 'turnstileAction'>;

/**
 * What Turnstile says of a token. `spent`: it ran out after five minutes, or was shown before; Cloudflare does not say
 * which. `away`: no answer, so it has to be asked again.
 */
export type TurnstileAnswer = 'passed' | 'refused' | 'spent' | 'wrong-secret' | 'away';

/**
 * Asks Cloudflare whether a visitor passed its widget (developers.cloudflare.com/turnstile, "Validate the token"). The
 * only request that a lead can make Kelet send: to this one address, and given up after five seconds.
 * @param expected a token of another site's widget, or of another form's, is refused though it is true.
 * @param purpose asked again for the same purpose, the answer about the same token is the same.
 */
export async function siteverify(
  secret: string,
  token: string,
  purpose: string,
  expected: ExpectedWidget,
): Promise<TurnstileAnswer> {
  try {
    const response = await fetch(ADDRESS, {
      method: 'POST',
      body: new URLSearchParams({
        secret,
        response: token,
        idempotency_key: uuidOf(await sha256(`${purpose} ${token}`)),
      }),
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
    });
    return answerIn(await response.json(), expected);
  } catch (error) {
    logProblem('turnstile not asked', { error });
    return 'away';
  }
}

/** By the codes of Cloudflare's page; one that is not on it is a refusal, since the answer is a clear no. */
function answerIn(body: unknown, expected: ExpectedWidget): TurnstileAnswer {
  if (typeof body !== 'object' || body === null || !('success' in body)) return 'away';
  if (body.success === true) return isExpected(body, expected) ? 'passed' : 'refused';
  const codes: unknown[] = 'error-codes' in body && Array.isArray(body['error-codes']) ? body['error-codes'] : [];
  const says = (...known: string[]) => known.some((code) => codes.includes(code));
  if (says('internal-error', 'bad-request')) return 'away';
  if (says('invalid-input-secret', 'missing-input-secret')) return 'wrong-secret';
  return says('timeout-or-duplicate') ? 'spent' : 'refused';
}

function isExpected(answer: object, { turnstileHostnames, turnstileAction }: ExpectedWidget): boolean {
  const { hostname, action } = answer as { hostname?: unknown; action?: unknown };
  const isHost = !turnstileHostnames.length || turnstileHostnames.some((it) => it === String(hostname).toLowerCase());
  return isHost && (turnstileAction === undefined || action === turnstileAction);
}

/** Digits of a hash in the form of a random UUID (version 4), the only form that everybody's checks know. */
const uuidOf = (hash: string) =>
  [hash.slice(0, 8), hash.slice(8, 12), `4${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`, hash.slice(20, 32)].join(
    '-',
  );
