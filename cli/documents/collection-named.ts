import type { Collection } from '../../contracts/documents.js';
import type { DocumentsApi } from './documents-api.js';

/** The collection of that name, made when it is missing; another process may make it at the same time. */
export async function collectionNamed(api: DocumentsApi, name: string): Promise<Collection> {
  const known = await api.collection(name);
  if (known !== undefined) return known;
  try {
    return await api.makeCollection(name);
  } catch (error) {
    const made = await api.collection(name);
    if (made === undefined) throw error;
    return made;
  }
}
