import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that a test can cut. */
export interface CuttableLink {
  /** On this machine; leads to the server. */
  readonly port: number;
  /** Breaks all connections and takes no more, as if the server had gone away. */
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** A link to a port of a host. Who opens it cuts it at the end. */
export async function openLink(host: string, to: number): Promise<CuttableLink> {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(to, host);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => {}); // both ends are closed with it
      one.once('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the link has no port');
  const { port } = address;
  return {
    port,
    async cut() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
    async mend() {
      await once(server.listen(port, '127.0.0.1'), 'listening');
    },
  };
}
