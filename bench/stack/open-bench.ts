import { type OwnStack, startOwnStack } from './own-stack.js';
import { type StandInWeb, startStandInWeb } from './stand-in-web.js';

interface BenchOptions {
  /** A running instance whose settings name the stand-ins; without it one is started. */
  readonly api?: string | undefined;
  readonly enginePort: number;
  readonly pagePort: number;
  /** How long each page takes. */
  readonly pageMs?: number;
  /** Of an instance that is started here. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Bench {
  readonly api: string;
  readonly web: StandInWeb;
  /** Undefined when the instance is somebody else's. */
  readonly stack: OwnStack | undefined;
  close(): Promise<void>;
}

/** The stand-ins, and an instance that searches them. */
export async function openBench({ api, settings, ...web }: BenchOptions): Promise<Bench> {
  const standIn = await startStandInWeb(web);
  try {
    const stack = api === undefined ? await startOwnStack({ ...web, settings }) : undefined;
    const close = async () => {
      await stack?.close();
      await standIn.close();
    };
    return { api: api ?? stack?.api ?? '', web: standIn, stack, close };
  } catch (error) {
    await standIn.close();
    throw error;
  }
}
