import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Access } from '../../business/keys/api-keys.ts';

/** What every handler of the API finds in its context. */
export interface ApiEnv {
  Bindings: Env;
  Variables: { access: Access };
}
export type Api = OpenAPIHono<ApiEnv>;
