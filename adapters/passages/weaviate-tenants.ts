import type { Collection } from 'weaviate-client';
import { storeName } from './store-name.js';
import type { WeaviateConnection } from './weaviate-connection.js';

/** Where passages lie on the server. */
export interface Tenants {
  /** Name of the collection of a space. */
  nameOf(space: string): string;
  /** What an owner has in a collection; undefined while nothing was written there. */
  find(name: string, owner: string): Promise<Collection | undefined>;
  /** What an owner has, in all collections. */
  ofOwner(owner: string): Promise<Collection[]>;
}

/** Asking for a tenant that is not there is an error of the server, so what was seen is remembered. */
export function createTenants(connection: WeaviateConnection, prefix: string): Tenants {
  const known = new Set<string>();

  async function find(name: string, owner: string): Promise<Collection | undefined> {
    const { collections } = await connection.client();
    const tenant = storeName(owner);
    const collection = collections.use(name);
    if (!known.has(`${name} ${tenant}`)) {
      if (!(await collections.exists(name))) return undefined;
      if ((await collection.tenants.getByName(tenant)) === null) return undefined;
      known.add(`${name} ${tenant}`);
    }
    return collection.withTenant(tenant);
  }

  return {
    nameOf: (space) => `${prefix}_${storeName(space)}`,
    find,
    async ofOwner(owner) {
      const { collections } = await connection.client();
      const names = (await collections.listAll())
        .map(({ name }) => name)
        .filter((name) => name.startsWith(`${prefix}_`));
      const found = await Promise.all(names.map((name) => find(name, owner)));
      return found.filter((collection) => collection !== undefined);
    },
  };
}
