import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A mail provider for this machine: every mail it is given becomes a file in the folder, and goes nowhere.
 * @returns the address to post mails to, and how to stop.
 */
export async function openOutbox(folder: string): Promise<{ url: string; close: () => void }> {
  mkdirSync(folder, { recursive: true });
  let mails = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    mails += 1;
    const { from, to, subject, text } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, string>;
    const time = new Date().toISOString().replaceAll(':', '-');
    const mail = `From: ${from}\nTo: ${to}\nSubject: ${subject}\n\n${text}`;
    writeFileSync(`${folder}/${time}-${mails}.txt`, mail, { mode: 0o600 });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Nobody waits for it to end.
  server.unref();
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
