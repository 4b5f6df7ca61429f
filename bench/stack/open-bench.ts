import { type OwnStack, startOwnStack } from './own-stack.js';
import { type StandInWeb, startStandInWeb } from './stand-in-web.js';

interface BenchOptions {
  /** A running instance whose settings name the stand-ins; without it one is started. */
  readonly api?: string | undefined;
  readonly enginePort: number;
  readonly pagePort: number;
}

export interface Bench {
  readonly api: string;
  readonly web: StandInWeb;
  /** Undefined when the instance is somebody else's. */
  readonly stack: OwnStack | undefined;
  close(): Promise<void>;
}

/** The stand-ins, and an instance that searches them. */
export async function openBench({ api, ...ports }: BenchOptions): Promise<Bench> {
  const web = await startStandInWeb(ports);
  try {
    const stack = api === undefined ? await startOwnStack(ports) : undefined;
    const close = async () => {
      await stack?.close();
      await web.close();
    };
    return { api: api ?? stack?.api ?? '', web, stack, close };
  } catch (error) {
    await web.close();
    throw error;
  }
}
