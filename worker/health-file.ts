import { rm, writeFile } from 'node:fs/promises';

interface Watched {
  /** The file that is written while all is well; undefined for none. */
  readonly path: string | undefined;
  /** Rejects, or is false, when this process does no work. */
  isWell(): Promise<boolean>;
}

export interface HealthFile {
  /** Ends the watch and takes the file away. */
  stop(): Promise<void>;
}

/** A health check that finds the file older than a few of these takes the process for stuck. */
const EVERY_MS = 5_000;

/** Keeps a file fresh for as long as a process without a port is well, so that a container engine can see that it is. */
export function keepHealthFile({ path, isWell }: Watched, everyMs = EVERY_MS): HealthFile {
  if (path === undefined) return { stop: async () => {} };
  let writing: Promise<void> = look();
  const timer = setInterval(() => {
    writing = writing.then(look);
  }, everyMs);
  timer.unref();

  async function look(): Promise<void> {
    // A file that grows old says it: neither a server that is away nor a full disk may end the process.
    await isWell()
      .then((well) => (well ? writeFile(String(path), new Date().toISOString()) : undefined))
      .catch(() => {});
  }

  return {
    async stop() {
      clearInterval(timer);
      await writing;
      await rm(path, { force: true }).catch(() => {});
    },
  };
}
