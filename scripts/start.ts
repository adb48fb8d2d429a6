/**
 * `npm start`: a whole Kelet on this machine. Migrates the local databases, serves, seeds a demo business once, writes
 * `.wrangler/demo.json` and prints what to open and what to paste.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isFree, isOurs } from './is-ours.ts';
import { openOutbox } from './outbox.ts';
import { seedDemo } from './seed-demo.ts';
import { leaveFolder, takeFolder } from './take-folder.ts';

const port = Number(process.env.PORT ?? 8787);
const state = process.env.KELET_STATE ?? '.wrangler/state';
const secretsFile = `${state}/secrets.env`;
const baseUrl = `http://127.0.0.1:${port}`;
const say = (text: string) => process.stdout.write(`${text}\n`);

// A local run needs nobody's network: no telemetry, no look-up of the machine's place in the world.
const environment = {
  ...process.env,
  CI: 'true',
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_LOG: process.env.WRANGLER_LOG ?? 'warn',
};

const other = takeFolder(state, baseUrl);
if (other) {
  say(`Kelet runs already with the data in ${state}, on ${other.baseUrl} (process ${other.pid}). Use that one, or stop
it first. For a second one beside it: PORT=8788 KELET_STATE=.wrangler/second npm start
Should that be no Kelet, delete ${state}/start.lock.`);
  process.exit(1);
}
// Two may run side by side, each with data of its own; the file scripts look for stays the first one's.
const isFirst = !takeFolder('.wrangler', baseUrl);
const demoFile = isFirst ? '.wrangler/demo.json' : `${state}/addresses.json`;
process.on('exit', () => {
  leaveFolder(state);
  leaveFolder('.wrangler');
});
if (!(await isFree(port))) {
  say(`Port ${port} is taken by another program. PORT=${port + 1} npm start uses another one.`);
  process.exit(1);
}

if (!existsSync(secretsFile)) {
  const secret = () => randomBytes(32).toString('base64url');
  writeFileSync(secretsFile, `KELET_SECRET=${secret()}\nSETUP_TOKEN=${secret()}\n`, { mode: 0o600 });
}

for (const database of ['CONTROL', 'CONTACTS_1', 'CONTACTS_2']) {
  const migrate = ['d1', 'migrations', 'apply', database, '--local', '--persist-to', state, '--env-file', secretsFile];
  const { status, stdout, stderr } = spawnSync('wrangler', migrate, { env: environment, encoding: 'utf8' });
  if (status !== 0) {
    say(`${stdout}${stderr}\nThe local database ${database} could not be migrated.`);
    process.exit(1);
  }
}

// Mail goes to a folder, by the very way it goes to a provider.
const outbox = await openOutbox(`${state}/outbox`);
const mail = ['--var', `MAIL_URL:${outbox.url}`, '--var', 'MAIL_FROM:no-reply@kelet.localhost'];

const serve = ['dev', '--ip', '127.0.0.1', '--port', String(port), '--persist-to', state, '--env-file', secretsFile];
const server = spawn('wrangler', [...serve, ...mail, '--show-interactive-dev-session=false'], {
  env: environment,
  stdio: ['ignore', 'inherit', 'inherit'],
});
server.on('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));

const secretOf = (name: string) => new RegExp(`^${name}=(.+)$`, 'm').exec(readFileSync(secretsFile, 'utf8'))?.[1] ?? '';
await untilServing();
const setupToken = secretOf('SETUP_TOKEN');
const demo = await seedDemo(baseUrl, setupToken, `${state}/demo.json`);
writeFileSync(demoFile, `${JSON.stringify(demo, null, 2)}\n`);
say(`
Kelet serves on ${baseUrl}

  What the demo business is called by:  ${demoFile}
  How to send leads to its channel:     ${demo.intakeUrl}
  The form of an answering service:     ${demo.internalFormUrl}
  A public registration page:           ${demo.portalUrl}
  What would have been mailed:          ${state}/outbox
  The API, described:                   ${baseUrl}/api/docs

Paste this for a first lead:

  curl ${demo.intakeUrl} -H 'Accept: application/json' \\
    -d FirstName=Dana -d LastName=Levi -d Phone=052-1234567 -d Email=dana@example.com

and this to see the contact it made:

  curl '${baseUrl}/api/v1/contacts?phone=052-1234567' -H 'Authorization: Bearer ${demo.apiKey}'
`);

async function untilServing(): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await isOurs(baseUrl, secretOf('KELET_SECRET'))) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  say(`Kelet does not answer on ${baseUrl}. Is the port taken? PORT=${port + 1} npm start uses another one.`);
  server.kill();
  process.exit(1);
}
