import { Hono } from 'hono';
import { api } from './api/api.ts';
import { docs } from './api/docs.ts';
import { dryRun } from './api/dry-run.ts';
import { setup } from './api/setup.ts';
import { logProblem } from './log.ts';
import { receiptState } from './queue/receipt.ts';
import { waysIn } from './ways-in/routes.ts';

/** Every address of Kelet. */
export const app = new Hono<{ Bindings: Env }>();

app.get('/healthz', async (c) => {
  const { backlogCount, oldestMessageTimestamp } = await c.env.LEADS.metrics();
  const oldest = oldestMessageTimestamp ? Date.now() - oldestMessageTimestamp.getTime() : 0;
  return c.json({ status: 'ok', unprocessed: backlogCount, oldestUnprocessedSeconds: Math.round(oldest / 1000) });
});

app.get('/leads/:leadId', async (c) => {
  const state = await receiptState(c.env, c.req.param('leadId'));
  if (state) return c.json(state, 200, { 'cache-control': 'no-store' });
  return c.json({ type: 'about:blank', title: 'Not Found', status: 404, code: 'no_such_lead' }, 404);
});

app.route('/setup', setup);
app.route('/api/v1', api);
app.route('/api/docs', docs);
app.route('/in', dryRun);
app.route('/', waysIn);

app.onError((error, c) => {
  logProblem('request failed', { path: c.req.routePath, error });
  return c.json({ type: 'about:blank', title: 'Service Unavailable', status: 503, code: 'try_again' }, 503, {
    'retry-after': '30',
  });
});
