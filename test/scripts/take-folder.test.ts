import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { takeFolder } from '../../scripts/take-folder.ts';

/** What somebody else does in the middle of our calls: before the guard is ours, and before we take a file away. */
const meanwhile = vi.hoisted(() => ({
  guarding: undefined as (() => void) | undefined,
  removing: undefined as (() => void) | undefined,
}));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return {
    ...fs,
    linkSync: (draft: string, file: string) => {
      if (file.endsWith('.clearing')) meanwhile.guarding?.();
      fs.linkSync(draft, file);
    },
    rmSync: (file: string, options?: object) => {
      if (/start\.lock(\.clearing)?$/.test(file)) meanwhile.removing?.();
      fs.rmSync(file, options);
    },
  };
});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kelet-folder-'));
});
afterEach(() => {
  Object.assign(meanwhile, { guarding: undefined, removing: undefined });
  rmSync(folder, { recursive: true, force: true });
});

test('who comes to clear a stale lock and finds none any more leaves the one that comes next', () => {
  const lock = join(folder, 'start.lock');
  const theirs = { pid: process.ppid, baseUrl: 'http://127.0.0.1:8787' };
  writeFileSync(lock, JSON.stringify({ pid: 2_147_483_646, baseUrl: 'x' }));
  meanwhile.guarding = () => {
    meanwhile.guarding = undefined;
    rmSync(lock);
    meanwhile.removing = () => {
      meanwhile.removing = undefined;
      writeFileSync(lock, JSON.stringify(theirs));
    };
  };
  expect(takeFolder(folder, 'http://127.0.0.1:8788')).toEqual(theirs);
  expect(JSON.parse(readFileSync(lock, 'utf8'))).toEqual(theirs);
});
