/** Milliseconds of processor time that a piece of work takes, which other processes do not lengthen. */
export function processorTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
