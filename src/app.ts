import { Hono } from 'hono';
import { api } from './api/api.ts';
import { docs } from './api/docs.ts';
import { dryRun } from './api/dry-run.ts';
import { setup } from './api/setup.ts';
import { logProblem } from './log.ts';
import { healthOf } from './queue/health.ts';
import { receiptState } from './queue/receipt.ts';
import { dialectOf, type Problem, problem } from './ways-in/answer.ts';
import { internalForm } from './ways-in/internal-form/routes.ts';
import { portal } from './ways-in/portal/routes.ts';
import { TRY_AGAIN, waysIn } from './ways-in/routes.ts';

/** Every address of Kelet. */
export const app = new Hono<{ Bindings: Env }>();

app.get('/healthz', async (c) => c.json(await healthOf(c.env, Date.now()), 200, { 'cache-control': 'no-store' }));

app.get('/leads/:leadId', async (c) => {
  const state = await receiptState(c.env, c.req.param('leadId'));
  return state ? c.json(state, 200, { 'cache-control': 'no-store' }) : problem('json', 'en', NO_LEAD);
});

app.route('/setup', setup);
app.route('/api/v1', api);
app.route('/api/docs', docs);
app.route('/in', dryRun);
app.route('/form', internalForm);
app.route('/portal', portal);
app.route('/', waysIn);

app.notFound((c) => problem(dialectOf(c.req.raw), 'en', NOTHING_HERE));

app.onError((error, c) => {
  logProblem('request failed', { path: c.req.routePath, error });
  return problem('json', 'en', TRY_AGAIN);
});

const NO_LEAD: Problem = {
  code: 'no_such_lead',
  status: 404,
  message: 'There is no lead with this id. Ids come with the answer to a lead; check that it was copied whole.',
};

const NOTHING_HERE: Problem = {
  code: 'nothing_here',
  status: 404,
  message:
    'There is nothing at this address. Leads go to /in/ and the key of a channel; the API is described at /api/docs.',
};
