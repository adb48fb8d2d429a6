import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';

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
      writeWhole(file, JSON.stringify({ pid, baseUrl }));
      return undefined;
    } catch {
      const holder = whoHolds(file);
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

/** Made only where there is none, so that of two at once one gets it; and with all that is in it, or not at all. */
function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, text);
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // A file system without links.
    writeFileSync(file, text, { flag: 'wx' });
  } finally {
    rmSync(draft, { force: true });
  }
}

/** So long somebody may still be writing a lock that says nothing: milliseconds. */
const BEING_WRITTEN = 2000;

/** Who a lock names; one that says nothing and is young is somebody's, who will have said so in a moment. */
function whoHolds(file: string): Holder | undefined {
  const until = Date.now() + BEING_WRITTEN;
  for (;;) {
    const holder = readHolder(file);
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (holder || age >= BEING_WRITTEN || Date.now() >= until) return holder;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
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
