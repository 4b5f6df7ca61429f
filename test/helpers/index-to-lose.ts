import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLink } from './cuttable-link.js';
import type { Settings } from './product-stores.js';
import { realServer } from './real-server.js';

/** An index of passages that a test can take away from the product that runs over it. */
export interface IndexToLose {
  /** Leads the product to it. */
  readonly settings: Settings;
  /** Takes it away. The promise's function brings it back as it was. */
  takeAway(home: string): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** The embedded index; in a run with services, Weaviate over links of its own. */
export async function openIndexToLose(): Promise<IndexToLose> {
  const server = realServer('WEAVIATE_URL');
  if (server === undefined)
    return { settings: {}, takeAway: takeFolderAway, close: async () => {} };
  const { hostname, port } = new URL(server);
  const links = await Promise.all([
    openLink(hostname, Number(port)),
    openLink(hostname, Number(realServer('WEAVIATE_GRPC_PORT') ?? 50_051)),
  ]);
  const [http, grpc] = links;
  const cutAll = async () => void (await Promise.all(links.map((link) => link.cut())));
  return {
    settings: {
      WEAVIATE_URL: `http://127.0.0.1:${http.port}`,
      WEAVIATE_GRPC_PORT: String(grpc.port),
    },
    async takeAway() {
      await cutAll();
      return async () => void (await Promise.all(links.map((link) => link.mend())));
    },
    close: cutAll,
  };
}

/** Puts a file where the folder of the index was. */
async function takeFolderAway(home: string): Promise<() => Promise<void>> {
  const folder = join(home, 'passages');
  await rename(folder, `${folder}-away`);
  await writeFile(folder, '');
  return async () => {
    await rm(folder);
    await rename(`${folder}-away`, folder);
  };
}
