import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site of somebody's own on 127.0.0.1: another origin than Kelet's, and nothing on its page but what was pasted. */
export async function publish(pasted: string): Promise<{ url: string; close(): Promise<void> }> {
  const page = `<!doctype html><html><head><meta charset="utf-8"><title>Landing page</title></head><body>\n${pasted}\n</body></html>`;
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
