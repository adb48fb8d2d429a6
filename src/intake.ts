import { type Context, Hono } from 'hono';
import { logProblem } from './log.ts';
import type { Stored } from './published/stored.ts';
import { dialectOf, type SenderProblem, senderProblem } from './ways-in/answer.ts';
import { safeHeaders } from './ways-in/doors/safe-headers.ts';
import { refusedPageRequest } from './ways-in/doors/too-many.ts';
import { wantsDryRun } from './ways-in/dry-run-wish.ts';
import type { Edge, EdgeEnv } from './ways-in/edge-env.ts';
import { internalForm } from './ways-in/internal-form/routes.ts';
import { receiveMail } from './ways-in/mail/receive-mail.ts';
import { portal } from './ways-in/portal/routes.ts';
import { waysIn } from './ways-in/routes.ts';

/** What `wrangler.intake.toml` binds: what a way in uses, and the whole Worker by two doors. No D1. */
export interface IntakeEnv extends EdgeEnv {
  /** The whole Worker, as the public reaches it. */
  WHOLE: Fetcher;
  /** Its `StoredEntrance`. */
  STORED: Stored;
}

interface Intake {
  Bindings: IntakeEnv;
  Variables: Edge['Variables'];
}

/**
 * The intake Worker: the ways in alone. What is no way in, and the two addresses of ways in that read the database (a
 * dry run, and the button that confirms a registration), the whole Worker answers behind it.
 */
export const intake = new Hono<Intake>();

intake.use(safeHeaders);
intake.use((c, next) => {
  c.set('stored', c.env.STORED);
  return next();
});
intake.all('/in/*', (c, next) => (wantsDryRun(c.req.query('dry_run')) ? forward(c) : next()));
intake.all('/portal/:portalKey/confirm/*', (c) => forward(c));
intake.on(['GET', 'POST'], ['/form/*', '/portal/*'], async (c, next) => (await refusedPageRequest(c)) ?? next());
intake.route('/form', internalForm);
intake.route('/portal', portal);
intake.route('/', waysIn);

intake.notFound((c) => forward(c as Context<Intake>));

intake.onError((error, c) => {
  logProblem('request failed at intake', { path: c.req.routePath, error });
  return senderProblem(dialectOf(c.req.raw), 'en', AWAY);
});

async function forward(c: Context<Intake>): Promise<Response> {
  try {
    return await c.env.WHOLE.fetch(c.req.raw);
  } catch (error) {
    logProblem('whole Worker away', { error });
    return senderProblem(dialectOf(c.req.raw), 'en', AWAY);
  }
}

const AWAY: SenderProblem = {
  code: 'try_again',
  status: 503,
  message: 'This cannot be answered just now. Try again in half a minute; leads are taken meanwhile.',
};

export default {
  fetch: intake.fetch,
  email: receiveMail,
} satisfies ExportedHandler<IntakeEnv>;
