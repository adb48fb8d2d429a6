import { Hono } from 'hono';
import type { Edge } from '../edge-env.ts';
import { askToConfirm, confirmWith } from './confirm.ts';
import { withPortal } from './with-portal.ts';

interface Confirming extends Edge {
  Bindings: Env;
}

/** `/portal/{portalKey}/confirm/…`: where registrations are confirmed. It reads the lead, so it needs D1. */
export const portalConfirmation = new Hono<Confirming>();

portalConfirmation.get('/:portalKey/confirm/:confirmation', (c) =>
  withPortal(c, (open) => askToConfirm(c.env, open, c.req.param('confirmation'), c.req.path)),
);
portalConfirmation.post('/:portalKey/confirm/:confirmation', (c) =>
  withPortal(c, (open) => confirmWith(c.env, open, c.req.param('confirmation'), c.req.path)),
);
