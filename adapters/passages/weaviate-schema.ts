import {
  type CollectionConfigCreate,
  configure,
  vectors,
  type WeaviateClient,
} from 'weaviate-client';

export const VECTOR = 'passage';

/** Makes a collection unless it is there: one for each space, its owners apart as tenants. */
export async function ensureCollection(client: WeaviateClient, name: string): Promise<void> {
  if (await client.collections.exists(name)) return;
  await client.collections.create(schemaOf(name)).catch(async (error: unknown) => {
    // Another process may have made it meanwhile.
    if (!(await client.collections.exists(name))) throw error;
  });
}

function schemaOf(name: string): CollectionConfigCreate {
  return {
    name,
    multiTenancy: configure.multiTenancy({
      enabled: true,
      autoTenantCreation: true,
      autoTenantActivation: true,
    }),
    vectorizers: [
      vectors.selfProvided({
        name: VECTOR,
        vectorIndexConfig: configure.vectorIndex.hnsw({
          distanceMetric: 'cosine',
          efConstruction: 256,
          maxConnections: 32,
          ef: 512,
        }),
      }),
    ],
    invertedIndex: configure.invertedIndex({ stopwordsPreset: 'none' }),
    properties: [
      exact('documentId'),
      exact('edition'),
      { ...exact('collections'), dataType: 'text[]' },
      { name: 'page', dataType: 'int', indexFilterable: true, indexRangeFilters: true },
      { name: 'position', dataType: 'int', indexFilterable: false },
      { name: 'fromChar', dataType: 'int', indexFilterable: false },
      { name: 'toChar', dataType: 'int', indexFilterable: false },
      kept('text'),
      kept('context'),
      // Terms come ready to be compared: they are only parted at the blanks.
      { ...kept('terms'), tokenization: 'whitespace', indexSearchable: true },
    ],
  };
}

function exact(name: string) {
  return {
    name,
    dataType: 'text',
    tokenization: 'field',
    indexFilterable: true,
    indexSearchable: false,
  } as const;
}

function kept(name: string) {
  return { name, dataType: 'text', indexFilterable: false, indexSearchable: false } as const;
}
