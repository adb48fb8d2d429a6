import { Hono } from 'hono';

interface App {
  fetch: (request: Request, env: Env) => Response | Promise<Response>;
}

/**
 * An app that is loaded when it is first asked. Most isolates only take leads; what they never need must not cost each
 * of them start-up time. The app sees paths without the one it is mounted at.
 */
export function lazyApp(load: () => Promise<App>): Hono<{ Bindings: Env }> {
  const entrance = new Hono<{ Bindings: Env }>();
  entrance.all('*', async (c) => {
    const app = await load();
    const url = new URL(c.req.url);
    url.pathname = url.pathname.slice(c.req.routePath.replace(/\/?\*$/, '').length) || '/';
    return app.fetch(new Request(url, c.req.raw), c.env);
  });
  return entrance;
}
