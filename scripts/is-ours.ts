import { createServer } from 'node:net';
import { newLeadId } from '../src/ids/lead-id.ts';
import { DATABASE_LENGTH } from '../src/ids/random-text.ts';

/** Whether nobody listens on this port of this machine. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/**
 * Whether the server that answers there is the one with this secret: it alone knows an id signed with it. The secret
 * itself is not sent.
 */
export async function isOurs(baseUrl: string, secret: string): Promise<boolean> {
  const id = await newLeadId(secret, '0'.repeat(DATABASE_LENGTH), Date.now());
  try {
    const response = await fetch(`${baseUrl}/leads/${id}`, { signal: AbortSignal.timeout(5_000) });
    const told = response.ok ? ((await response.json()) as { id?: unknown; status?: unknown }) : {};
    return told.id === id && told.status === 'queued';
  } catch {
    return false;
  }
}
