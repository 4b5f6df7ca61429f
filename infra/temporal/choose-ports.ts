import { once } from 'node:events';
import { createServer } from 'node:net';

export interface TemporalPorts {
  readonly grpc: number;
  readonly page: number;
}

interface Choice {
  readonly usual: TemporalPorts;
  /** Our own port: the two after it are the second choice. */
  readonly own: number;
  /** How often the ports that were chosen went to a program that was faster. */
  readonly lost: number;
}

/** Ports for Temporal's server: the usual ones, else the two after our own, else any. Lost ones are not tried again. */
export async function choosePorts({ usual, own, lost }: Choice): Promise<TemporalPorts> {
  const choices = [usual, { grpc: own + 1, page: own + 2 }].slice(lost);
  return {
    grpc: await firstFree(choices.map(({ grpc }) => grpc)),
    page: await firstFree(choices.map(({ page }) => page)),
  };
}

/** The first on which nothing listens on loopback, else one that the system picks. */
async function firstFree(ports: readonly number[]): Promise<number> {
  for (const port of ports) {
    if ((await portOf(port)) === port) return port;
  }
  const port = await portOf(0);
  if (port === undefined) throw new Error('There is no free port for Temporal on loopback.');
  return port;
}

/** The port that could be listened on; undefined when it is taken. */
async function portOf(port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' ? address?.port : undefined;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
}
