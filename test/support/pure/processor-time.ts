/** Milliseconds of processor time this process has used: other programs on the machine add nothing to it. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
