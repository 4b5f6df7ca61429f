import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Collection, CollectionList } from '../../../contracts/documents.js';
import { useDocumentStores } from '../../helpers/document-stores.js';
import { bearer } from '../scripted-callers.js';
import { post, serveApp, testParts } from '../test-app.js';

const stores = useDocumentStores();

async function serveCollections(): Promise<string> {
  return `${await serveApp(testParts(stores(), stores()))}/api/v1/collections`;
}

test('a collection is made, listed, renamed and deleted', async () => {
  const url = await serveCollections();
  const name = randomUUID();

  const made = await post(url, { name: ` ${name} ` });
  expect(made.status).toBe(201);
  const collection = Collection.parse(await made.json());
  expect(collection).toMatchObject({ name, documents: 0 });
  const place = `${url}/${collection.collection_id}`;
  expect(new URL(made.headers.get('location') ?? '', url).href).toBe(place);
  const list = CollectionList.parse(await (await fetch(url)).json());
  expect(list.collections).toContainEqual(collection);

  const renamed = await fetch(place, {
    method: 'PATCH',
    body: JSON.stringify({ name: `${name}!` }),
  });
  expect(await renamed.json()).toEqual({ ...collection, name: `${name}!` });
  expect(await (await fetch(place)).json()).toMatchObject({ name: `${name}!` });

  const deleted = await fetch(place, { method: 'DELETE' });
  expect(await deleted.json()).toMatchObject({ success: true });
  expect((await fetch(place)).status).toBe(404);
  expect((await fetch(place, { method: 'DELETE' })).status).toBe(404);
});

test('a name is taken once, must be one, and a stranger sees nothing', async () => {
  const url = await serveCollections();
  const name = randomUUID();
  const { collection_id: id } = Collection.parse(await (await post(url, { name })).json());
  const other = Collection.parse(await (await post(url, { name: randomUUID() })).json());

  const again = await post(url, { name });
  expect(again.status).toBe(409);
  expect(await again.json()).toMatchObject({ error: 'collection_exists' });
  const taken = { method: 'PATCH', body: JSON.stringify({ name }) };
  expect((await fetch(`${url}/${other.collection_id}`, taken)).status).toBe(409);
  for (const body of [{}, { name: '' }, { name: '   ' }, { name: 'x'.repeat(201) }])
    expect((await post(url, body)).status).toBe(422);
  expect((await fetch(`${url}/nonsense`)).status).toBe(422);

  const headers = bearer('sk-ada');
  expect((await fetch(`${url}/${id}`, { headers })).status).toBe(404);
  expect((await post(url, { name }, headers)).status).toBe(201);
  expect((await fetch(url, { headers: bearer('sk-chat') })).status).toBe(403);
});
