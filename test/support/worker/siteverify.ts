import { type Mock, vi } from 'vitest';

/** Cloudflare's published secrets for tests, and one that stands for a real widget's. */
export const SECRETS = {
  passes: '1x0000000000000000000000000000000AA',
  fails: '2x0000000000000000000000000000000AA',
  spent: '3x0000000000000000000000000000000AA',
  real: '0x4AAAAAAAreal-widget-of-the-tests',
};
export const SITE_KEY = '1x00000000000000000000AA';
/** What a widget with a test key adds to its form. */
export const DUMMY = 'XXXX.DUMMY.TOKEN.XXXX';

export interface Asked {
  secret: string;
  response: string;
  idempotency_key: string;
}

/**
 * Stands in for Turnstile's siteverify as Cloudflare documents it: the test secrets give what they promise, a real one
 * takes a token once, a repeated `idempotency_key` gets the first answer again, everything else is refused by its code.
 * @param instead answers in its place.
 */
export function standInForTurnstile(instead?: (signal: AbortSignal | null | undefined) => Promise<Response>) {
  const asked: Asked[] = [];
  const answers = new Map<string, object>();
  const used = new Set<string>();
  const answerTo = ({ secret, response, idempotency_key: key }: Asked) => {
    if (secret === SECRETS.passes) return { success: true, 'error-codes': [], hostname: 'example.com' };
    if (secret === SECRETS.fails) return no('invalid-input-response');
    if (secret === SECRETS.spent) return no('timeout-or-duplicate');
    if (secret !== SECRETS.real) return no('invalid-input-secret');
    if (!response.startsWith('good')) return no('invalid-input-response');
    const known = answers.get(`${key} ${response}`);
    if (known) return known;
    const answer = used.has(response) ? no('timeout-or-duplicate') : { success: true, 'error-codes': [] };
    used.add(response);
    answers.set(`${key} ${response}`, answer);
    return answer;
  };
  const stand: Mock<typeof fetch> = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const { url, method } = new Request(input, init);
    if (url !== 'https://challenges.cloudflare.com/turnstile/v0/siteverify') throw new Error(`Nobody asks ${url}`);
    if (method !== 'POST') return new Response(null, { status: 405 });
    const said = Object.fromEntries(new URLSearchParams(String(init?.body))) as unknown as Asked;
    asked.push(said);
    return instead ? instead(init?.signal) : Response.json(answerTo(said));
  });
  return { asked, stop: () => stand.mockRestore() };
}

const no = (code: string) => ({ success: false, 'error-codes': [code] });
