import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { publicOrigin } from '../../ways-in/doors/public-origin.ts';
import { openApiDocument } from '../operations.ts';

interface Operation {
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; description?: string }[];
  requestBody?: unknown;
  responses: Record<string, { description?: string }>;
}

/** A page that lists the operations of the OpenAPI document; served at `/api/docs`. Loads nothing from anywhere. */
export const docsPage = new Hono<{ Bindings: Env }>();

docsPage.get('/', (c) => {
  const { info, paths = {} } = openApiDocument();
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({ path, method, operation })),
  );
  const byTag = Map.groupBy(operations, ({ operation }) => operation.tags?.[0] ?? '');
  const page = html`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title}</title><style>${raw(STYLE)}</style>
<h1>${info.title}</h1><p>${info.description ?? ''}</p>
<p>The document itself: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a></p>
<pre>curl -H 'Authorization: Bearer kelet_…' '${publicOrigin(c.env, c.req.url)}/api/v1/contacts?limit=10'</pre>
${[...byTag].map(([tag, list]) => html`<h2>${tag}</h2>${list.map(section)}`)}
</html>`;
  return c.html(page, 200, {
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  });
});

const section = ({ path, method, operation }: { path: string; method: string; operation: Operation }) => {
  const { summary, description, parameters = [], requestBody, responses } = operation;
  return html`<details><summary><b>${method.toUpperCase()}</b> <code>${path}</code> ${summary ?? ''}</summary>
${description ? html`<p>${description}</p>` : ''}
${parameters.length ? html`<ul>${parameters.map(parameter)}</ul>` : ''}
${requestBody ? html`<h4>Body</h4><pre>${JSON.stringify(requestBody, null, 1)}</pre>` : ''}
<h4>Answers</h4><ul>${Object.entries(responses).map(([status, answer]) => html`<li><code>${status}</code> ${answer.description ?? ''}</li>`)}</ul>
</details>`;
};

const parameter = ({ name, in: place, required, description }: NonNullable<Operation['parameters']>[number]) =>
  html`<li><code>${name}</code> (${place}${required ? ', required' : ''}) ${description ?? ''}</li>`;

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}
code,pre{font:14px ui-monospace,monospace}pre{background:#f5f5f5;padding:.75rem;overflow:auto;border-radius:4px}
details{border-top:1px solid #ddd;padding:.4rem 0}summary{cursor:pointer}b{display:inline-block;min-width:4.5rem}`;
