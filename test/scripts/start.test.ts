import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isFree, isOurs } from '../../scripts/is-ours.ts';
import { leaveFolder, takeFolder } from '../../scripts/take-folder.ts';
import { readLeadId } from '../../src/ids/lead-id.ts';

let folder = '';
const servers: Server[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kelet-start-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const server of servers.splice(0)) server.close();
});

const lock = () => join(folder, 'start.lock');

test('a folder is one process’s until it leaves it, or is gone', () => {
  const [here, there] = [process.pid, process.ppid];
  expect(takeFolder(folder, 'http://127.0.0.1:8787', there)).toBeUndefined();
  expect(takeFolder(folder, 'http://127.0.0.1:8788', here)).toEqual({ pid: there, baseUrl: 'http://127.0.0.1:8787' });
  leaveFolder(folder, here);
  expect(existsSync(lock())).toBe(true);
  leaveFolder(folder, there);
  expect(takeFolder(folder, 'http://127.0.0.1:8788', here)).toBeUndefined();
});

test.each([JSON.stringify({ pid: 2_147_483_646, baseUrl: 'x' }), 'torn', '{"pid":-1}', ''])(
  'what a start left behind that is gone (%s) holds nobody up',
  (left) => {
    writeFileSync(lock(), left);
    const before = new Date(Date.now() - 60_000);
    utimesSync(lock(), before, before);
    expect(takeFolder(folder, 'http://127.0.0.1:8787')).toBeUndefined();
    expect(JSON.parse(readFileSync(lock(), 'utf8'))).toEqual({ pid: process.pid, baseUrl: 'http://127.0.0.1:8787' });
  },
);

test('a lock that another start is about to write is that one’s', () => {
  const theirs = { pid: process.ppid, baseUrl: 'http://127.0.0.1:8787' };
  writeFileSync(lock(), '');
  const write = `setTimeout(() => require('node:fs').writeFileSync(process.argv[1], process.argv[2]), 200)`;
  spawn(process.execPath, ['-e', write, lock(), JSON.stringify(theirs)]);
  expect(takeFolder(folder, 'http://127.0.0.1:8788')).toEqual(theirs);
});

test('a young lock that nobody writes on is nobody’s in the end', () => {
  writeFileSync(lock(), '');
  expect(takeFolder(folder, 'http://127.0.0.1:8787')).toBeUndefined();
  expect(readdirSync(folder)).toEqual(['start.lock']);
});

test('of several starts that find a stale lock at the same moment one gets the folder', async () => {
  const ROUNDS = 200;
  const script = `
    import { takeFolder } from ${JSON.stringify(pathToFileURL(resolve('scripts/take-folder.ts')).href)};
    const [root, from] = process.argv.slice(-2);
    const got = [];
    for (let round = 0; round < ${ROUNDS}; round++) {
      const at = Number(from) + round * 25;
      while (Date.now() < at);
      if (!takeFolder(root + '/' + round, 'http://127.0.0.1:8787')) got.push(round);
    }
    process.stdout.write(JSON.stringify(got));
    process.stdin.on('end', () => process.exit()).resume();`;
  for (let round = 0; round < ROUNDS; round++) {
    mkdirSync(join(folder, String(round)));
    const file = join(folder, String(round), 'start.lock');
    writeFileSync(file, JSON.stringify({ pid: 2_147_483_646, baseUrl: 'x' }));
  }
  const from = String(Date.now() + 3000);
  const starts = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', script, folder, from]),
  );
  const won = await Promise.all(
    starts.map(
      (start) =>
        new Promise<number[]>((done, failed) => {
          start.stdout.once('data', (data) => done(JSON.parse(String(data)) as number[]));
          let said = '';
          start.stderr.on('data', (data) => (said += data));
          start.once('exit', () => failed(new Error(said)));
        }),
    ),
  );
  for (const start of starts) start.stdin.end();
  expect(won.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: ROUNDS }, (_, round) => round));
});

/** A server of somebody else's, or one that plays Kelet. */
async function serve(answer: (path: string) => Promise<unknown>): Promise<{ port: number; baseUrl: string }> {
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    const told = await answer(request.url ?? '');
    response.statusCode = told === undefined ? 404 : 200;
    response.end(JSON.stringify(told ?? {}));
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { port, baseUrl: `http://127.0.0.1:${port}` };
}

const keletWith = (secret: string) => async (path: string) => {
  const id = path.split('/').at(-1) ?? '';
  return (await readLeadId(secret, id)) ? { id, status: 'queued' } : undefined;
};

test('only a server with the same secret is ours, whatever else answers on the port', async () => {
  expect(await isOurs((await serve(keletWith('ours'))).baseUrl, 'ours')).toBe(true);
  expect(await isOurs((await serve(keletWith('theirs'))).baseUrl, 'ours')).toBe(false);
  expect(await isOurs((await serve(async () => ({ status: 'ok' }))).baseUrl, 'ours')).toBe(false);
  expect(await isOurs('http://127.0.0.1:9', 'ours')).toBe(false);
});

/** `npm start` as it runs in the folder of the test, until it ends. */
function start(environment: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const script = resolve('scripts/start.ts');
  const child = spawn(process.execPath, [script], { cwd: folder, env: { ...process.env, ...environment } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  return new Promise((done) => child.on('exit', (code) => done({ code, said })));
}

test('a second start with the same data ends, says where the first one serves, and touches nothing of it', async () => {
  const state = join(folder, 'state');
  takeFolder(state, 'http://127.0.0.1:8799');
  const { code, said } = await start({ KELET_STATE: state, PORT: '8798' });
  expect([code, said]).toEqual([1, expect.stringContaining('http://127.0.0.1:8799')]);
  expect(said).toContain('KELET_STATE=');
  expect(JSON.parse(readFileSync(join(state, 'start.lock'), 'utf8')).pid).toBe(process.pid);
  expect(existsSync(join(state, 'secrets.env'))).toBe(false);
});

test('a start on a port that is taken ends with what to do, and leaves the folder free', async () => {
  const { port } = await serve(async () => ({ status: 'ok' }));
  expect(await isFree(port)).toBe(false);
  const state = join(folder, 'state');
  const { code, said } = await start({ KELET_STATE: state, PORT: String(port) });
  expect([code, said]).toEqual([1, expect.stringContaining(`Port ${port} is taken`)]);
  expect(existsSync(join(state, 'start.lock'))).toBe(false);
});
