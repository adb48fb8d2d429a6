/**
 * Writes the migrations that are missing for the schemas in src/storage.
 * Tables with a composite key become WITHOUT ROWID, which Drizzle cannot say: one row written instead of two.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const name = process.argv[2] ?? 'change';
for (const database of ['contacts', 'control']) {
  const folder = `migrations/${database}`;
  execFileSync('drizzle-kit', ['generate', '--config', `drizzle.${database}.config.ts`, '--name', name], {
    stdio: 'inherit',
  });
  for (const file of readdirSync(folder).filter((file) => file.endsWith('.sql'))) {
    const path = `${folder}/${file}`;
    const sql = readFileSync(path, 'utf8');
    writeFileSync(path, sql.replace(/(\n\tPRIMARY KEY\([^)]*\)\n\));/g, '$1 WITHOUT ROWID;'));
  }
}
