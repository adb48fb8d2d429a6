/** Milliseconds of processor time this process has used: other programs on the machine add nothing to it. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds that {@link calibrate} took on the machine the bounds were chosen on. */
const CALIBRATION_MS = 13;

/** The same kind of work, of a known amount: how slow this machine is just now. */
function calibrate(): number {
  const started = processorMs();
  const words = new Map<string, number>();
  for (let i = 0; i < 60_000; i++) {
    const word = `Field ${i % 5000}`.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
    words.set(word, (words.get(word) ?? 0) + 1);
  }
  return processorMs() - started;
}

/**
 * Milliseconds that a piece of work takes: the best of a few runs, until one takes no more than `most`, against the
 * machine's own speed around them. Other programs only ever add.
 */
export async function msOf(work: () => Promise<void>, most: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 15 && best > most; run++) {
    const before = calibrate();
    const started = processorMs();
    await work();
    const took = processorMs() - started;
    const factor = Math.max(1, (before + calibrate()) / 2 / CALIBRATION_MS);
    best = Math.min(best, took / factor);
  }
  return best;
}
