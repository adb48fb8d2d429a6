import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Who has a folder: a running `npm start`, and where it serves. */
export interface Holder {
  pid: number;
  baseUrl: string;
}

/**
 * Takes a folder for this process, for as long as it runs.
 * @returns who has it already; undefined when it is ours now.
 */
export function takeFolder(folder: string, baseUrl: string, pid = process.pid): Holder | undefined {
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/start.lock`;
  for (let tries = 0; tries < 3; tries++) {
    try {
      // Made only where there is none: of two at once one gets it.
      writeFileSync(file, JSON.stringify({ pid, baseUrl }), { flag: 'wx' });
      return undefined;
    } catch {
      const holder = readHolder(file);
      if (holder && holder.pid !== pid && isRunning(holder.pid)) return holder;
      // Whoever had it is gone, without having tidied up.
      rmSync(file, { force: true });
    }
  }
  throw new Error(`${file} cannot be written`);
}

/** Gives a folder back, if it is this process that has it. */
export function leaveFolder(folder: string, pid = process.pid): void {
  const file = `${folder}/start.lock`;
  if (readHolder(file)?.pid === pid) rmSync(file, { force: true });
}

function readHolder(file: string): Holder | undefined {
  try {
    const { pid, baseUrl } = JSON.parse(readFileSync(file, 'utf8')) as Holder;
    return Number.isInteger(pid) && pid > 0 ? { pid, baseUrl } : undefined;
  } catch {
    return undefined;
  }
}

/** A process we may not signal runs all the same. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
