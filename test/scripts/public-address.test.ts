import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { missingAddresses } from '../../scripts/public-address.ts';

const withUrl = (line: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'kelet-deploy-'));
  writeFileSync(join(folder, 'wrangler.toml'), readFileSync('wrangler.toml', 'utf8').replace(/^PUBLIC_URL.*$/m, line));
  return folder;
};

test.each([
  ['PUBLIC_URL = ""', false],
  ['', false],
  ['PUBLIC_URL = "leads.example.com"', false],
  ['PUBLIC_URL = "http://leads.example.com"', false],
  ['PUBLIC_URL = "https://leads.example.com/path"', false],
  ['PUBLIC_URL = "https://localhost"', false],
  ['PUBLIC_URL = "https://leads.example.com"', true],
  ["PUBLIC_URL='https://leads.example.com/'", true],
])('%s is an address to deploy with: %s', (line, isGood) => {
  const folder = withUrl(line);
  const missing = missingAddresses([join(folder, 'wrangler.toml')]);
  rmSync(folder, { recursive: true });
  expect(missing.length === 0).toBe(isGood);
  if (!isGood) expect(missing[0]).toContain('https://leads.example.com');
});

test('npm run deploy touches nothing before there is an address', () => {
  const folder = withUrl('PUBLIC_URL = ""');
  // There is no wrangler to be found: whoever called it would say so.
  const env = { ...process.env, PATH: folder };
  const ended = spawnSync(process.execPath, [resolve('scripts/deploy.ts')], { cwd: folder, env, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect([ended.status, ended.stderr]).toEqual([1, expect.stringContaining('PUBLIC_URL is not set')]);
});
