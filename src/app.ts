import { Hono } from 'hono';
import { api } from './api/api.ts';
import { setup } from './api/databases/setup.ts';
import { docs } from './api/docs/docs.ts';
import { dryRun } from './api/leads/dry-run.ts';
import { logProblem } from './log.ts';
import { storedIn } from './published/stored-in-control.ts';
import { recentHealth } from './queue/health.ts';
import { receiptState } from './queue/receipt.ts';
import { dialectOf, type SenderProblem, senderProblem } from './ways-in/answer.ts';
import { safeHeaders } from './ways-in/doors/safe-headers.ts';
import { refusedAddress, refusedPageRequest } from './ways-in/doors/too-many.ts';
import type { Edge } from './ways-in/edge-env.ts';
import { internalForm } from './ways-in/internal-form/routes.ts';
import { portalConfirmation } from './ways-in/portal/confirm-routes.ts';
import { portal } from './ways-in/portal/routes.ts';
import { TRY_AGAIN, waysIn } from './ways-in/routes.ts';

/** Every address of Kelet. */
export const app = new Hono<{ Bindings: Env; Variables: Edge['Variables'] }>();

app.use(safeHeaders);
app.use((c, next) => {
  c.set('stored', storedIn(c.env.CONTROL));
  return next();
});

app.get('/healthz', async (c) => {
  const tooMany = await refusedAddress(c.env, 'health', c.req.raw);
  return tooMany ?? c.json(await recentHealth(c.env, Date.now()), 200, { 'cache-control': 'no-store' });
});

app.get('/leads/:leadId', async (c) => {
  const tooMany = await refusedAddress(c.env, 'receipt', c.req.raw);
  if (tooMany) return tooMany;
  const state = await receiptState(c.env, c.req.param('leadId'));
  return state ? c.json(state, 200, { 'cache-control': 'no-store' }) : senderProblem('json', 'en', NO_LEAD);
});

app.route('/setup', setup);
app.route('/api/v1', api);
app.route('/api/docs', docs);
app.route('/in', dryRun);
app.on(['GET', 'POST'], ['/form/*', '/portal/*'], async (c, next) => (await refusedPageRequest(c)) ?? next());
app.route('/form', internalForm);
app.route('/portal', portalConfirmation);
app.route('/portal', portal);
app.route('/', waysIn);

app.notFound((c) => senderProblem(dialectOf(c.req.raw), 'en', NOTHING_HERE));

app.onError((error, c) => {
  logProblem('request failed', { path: c.req.routePath, error });
  return senderProblem('json', 'en', TRY_AGAIN);
});

const NO_LEAD: SenderProblem = {
  code: 'no_such_lead',
  status: 404,
  message: 'There is no lead with this id. Ids come with the answer to a lead; check that it was copied whole.',
};

const NOTHING_HERE: SenderProblem = {
  code: 'nothing_here',
  status: 404,
  message:
    'There is nothing at this address. Leads go to /in/ and the key of a channel; the API is described at /api/docs.',
};
