import { randomBytes } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SearchResult } from '../../contracts/search.js';
import { Session } from '../../contracts/sessions.js';
import { CAN_MOUNT, mountSmallDisk } from '../helpers/small-disk.js';
import { LAKE_PAGES, startSmallWeb } from '../helpers/small-web.js';
import { post, startTestStack } from '../helpers/test-stack.js';

const QUESTION = { query: 'How deep is Lake Baikal?' };
const MB = 2 ** 20;

test.runIf(CAN_MOUNT)(
  'a full disk refuses new work, holds work in hand until there is room, and keeps what is there',
  async () => {
    const disk = mountSmallDisk('400m');
    const filler = join(disk, 'filler');
    const fillUpTo = async (leftMb: number) => {
      const { bavail, bsize } = statfsSync(disk);
      await writeFile(filler, randomBytes(bavail * bsize - leftMb * MB), { flag: 'a' });
    };
    const web = await startSmallWeb(LAKE_PAGES);
    const stack = await startTestStack({
      PLUMBLINE_HOME: join(disk, 'home'),
      SEARXNG_URL: web.engineUrl,
      ALLOWED_PRIVATE_HOSTS: web.pageHost,
    });
    const api = `${stack.url}/api/v1`;
    const session = async (id: string) =>
      Session.parse(await (await fetch(`${api}/sessions/${id}`)).json());
    try {
      const kept = await post(`${api}/search`, QUESTION);
      expect(kept.status).toBe(200);
      const { session_id: id } = SearchResult.parse(kept.json);

      web.delays.set('/tanganyika', 3_000);
      const inHand = post(`${api}/search`, { query: 'deepest lakes of the world' });
      await expect.poll(() => web.asked.filter((path) => path === '/tanganyika').length).toBe(1);
      await fillUpTo(20);
      const refused = await post(`${api}/search`, QUESTION);
      expect(refused).toMatchObject({ status: 507, json: { error: 'storage_full' } });
      expect(await session(id)).toMatchObject({ status: 'completed' });

      await rm(filler);
      const held = await inHand;
      expect(held.status, JSON.stringify(held.json)).toBe(200);
      expect((await post(`${api}/search`, QUESTION)).status).toBe(200);
    } finally {
      await stack.close();
      web.close();
    }
  },
  120_000,
);
