import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';

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
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    try {
      writeWhole(file, JSON.stringify({ pid, baseUrl }));
      return undefined;
    } catch {
      const lock = lookAt(file);
      if (isHeld(lock, pid)) return lock;
      clearStale(file, pid);
    }
  }
  throw new Error(`${file} cannot be written`);
}

const MOST_TRIES = 100;

/** Whether another process that runs has it. */
const isHeld = (lock: Lock, pid: number): lock is Holder =>
  typeof lock === 'object' && lock.pid !== pid && isRunning(lock.pid);

/**
 * Takes away the lock of somebody who is gone without having tidied up. Two who find it at once must not each take away
 * what stands there by then, which may be the other's new one: only who has the guard looks once more and takes it.
 */
function clearStale(file: string, pid: number): void {
  const guard = `${file}.clearing`;
  try {
    writeWhole(guard, JSON.stringify({ pid }));
  } catch {
    // Clearing takes a moment; a guard that stands longer is of a process that was stopped in the middle.
    if (ageOf(guard) > STUCK) rmSync(guard, { force: true });
    else wait(10);
    return;
  }
  try {
    // Where none stands any more, the next one to stand there is somebody's new one.
    const lock = lookAt(file);
    if (lock && !isHeld(lock, pid)) rmSync(file, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

const ageOf = (file: string) => Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
const wait = (milliseconds: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

/** Gives a folder back, if it is this process that has it. */
export function leaveFolder(folder: string, pid = process.pid): void {
  const file = `${folder}/start.lock`;
  const lock = readLock(file);
  if (typeof lock === 'object' && lock.pid === pid) rmSync(file, { force: true });
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

/** Longer than anybody looks at a lock that says nothing: milliseconds. */
const STUCK = 10_000;
/** So long somebody may still be writing a lock that says nothing: milliseconds. */
const BEING_WRITTEN = 2000;

/** What stands in a lock: who holds it, or nothing that can be read; undefined where there is no lock. */
type Lock = Holder | 'says nothing' | undefined;

/** Reads a lock; one that says nothing and is young is somebody's, who will have said so in a moment. */
function lookAt(file: string): Lock {
  const until = Date.now() + BEING_WRITTEN;
  for (;;) {
    const lock = readLock(file);
    if (lock !== 'says nothing' || ageOf(file) >= BEING_WRITTEN || Date.now() >= until) return lock;
    wait(50);
  }
}

function readLock(file: string): Lock {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return existsSync(file) ? 'says nothing' : undefined;
  }
  try {
    const { pid, baseUrl } = JSON.parse(text) as Holder;
    return Number.isInteger(pid) && pid > 0 ? { pid, baseUrl } : 'says nothing';
  } catch {
    return 'says nothing';
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
