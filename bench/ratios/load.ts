import { Agent, request } from 'node:http';

/** What a burst of posts saw. */
export interface Burst {
  /** Milliseconds from the first post to the last answer. */
  milliseconds: number;
  /** Of each answered post, milliseconds. */
  latencies: number[];
  /** Posts that were not answered with 200. */
  refused: number;
}

const CONNECTIONS = 8;

/** Posts bodies over eight kept-alive connections, each connection one after the other. */
export async function burst(url: URL, bodies: string[]): Promise<Burst> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const latencies: number[] = [];
  let refused = 0;
  let next = 0;
  const start = performance.now();
  const connection = async () => {
    while (next < bodies.length) {
      const body = bodies[next++] ?? '';
      const posted = performance.now();
      if ((await post(url, agent, body)) !== 200) refused += 1;
      latencies.push(performance.now() - posted);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  const milliseconds = performance.now() - start;
  agent.destroy();
  return { milliseconds, latencies, refused };
}

function post(url: URL, agent: Agent, body: string): Promise<number> {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
    accept: 'application/json',
  };
  return new Promise((resolve, reject) => {
    const sent = request(url.href, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
