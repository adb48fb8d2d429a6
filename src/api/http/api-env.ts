import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Actor } from '../../business/actor.ts';

/** What every handler of the API finds in its context. */
export interface ApiEnv {
  Bindings: Env;
  Variables: { actor: Actor };
}
export type Api = OpenAPIHono<ApiEnv>;
