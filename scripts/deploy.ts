/**
 * `npm run deploy`: migrations of every database first, then the Worker. With `-- --intake` the intake Worker too,
 * after the whole one, whose objects it uses. Refuses without PUBLIC_URL, with which links in mails begin. Stops at the
 * first thing that fails.
 */
import { spawnSync } from 'node:child_process';
import { missingAddresses } from './public-address.ts';

const files = ['wrangler.toml', ...(process.argv.includes('--intake') ? ['wrangler.intake.toml'] : [])];
const missing = missingAddresses(files);
if (missing.length) {
  process.stderr.write(`${missing.join('\n')}\n`);
  process.exit(1);
}

const steps = [
  ...['CONTROL', 'CONTACTS_1', 'CONTACTS_2'].map((database) => ['d1', 'migrations', 'apply', database, '--remote']),
  ['deploy'],
  ...(process.argv.includes('--intake') ? [['deploy', '--config', 'wrangler.intake.toml']] : []),
];
for (const step of steps) {
  const { status } = spawnSync('wrangler', step, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
