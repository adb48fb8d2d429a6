import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const hasCurl = spawnSync('sh', ['-c', 'command -v curl']).status === 0;

/** What runs the samples here. Only Node is certain to be there. */
export const CURL = hasCurl ? 'curl' : 'a stand-in, since there is no curl here';

const folder = mkdtempSync(join(tmpdir(), 'kelet-shell-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
if (!hasCurl) {
  const standIn = join(import.meta.dirname, 'samples-curl.ts');
  const curl = join(folder, 'curl');
  writeFileSync(curl, `#!/bin/sh\nexec '${process.execPath}' '${standIn}' "$@"\n`);
  chmodSync(curl, 0o755);
}

/** Pastes a command into a real shell; returns what it printed. */
export function runInShell(command: string, input = ''): Promise<string> {
  const PATH = hasCurl ? process.env.PATH : `${folder}${delimiter}${process.env.PATH}`;
  return new Promise((resolve, reject) => {
    // Without the bar of progress, which curl shows when its output is not a terminal.
    const shell = spawn('sh', ['-c', command.replace(/^curl /, 'curl -s ')], {
      env: { ...process.env, PATH, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' },
    });
    let [printed, complained] = ['', ''];
    shell.stdout.on('data', (chunk) => (printed += chunk));
    shell.stderr.on('data', (chunk) => (complained += chunk));
    shell.on('error', reject);
    shell.on('close', (code) => (code === 0 ? resolve(printed) : reject(new Error(`sh: ${code} ${complained}`))));
    shell.stdin.end(input);
  });
}
