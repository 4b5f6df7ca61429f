import type { ObjectStore } from '../contracts/objects.js';
import { StoredEvidence } from '../contracts/stored-shapes.js';
import type { GatheredEvidence } from '../domain/research/gathered-evidence.js';
import { loadDocuments } from './load-documents.js';
import { getJson } from './stored-json.js';

/** What a research run has found so far, with the texts. */
export async function loadEvidence(
  objects: ObjectStore,
  evidenceKey: string,
): Promise<GatheredEvidence> {
  const { mergedKey, read, ...evidence } = await getJson(objects, evidenceKey, StoredEvidence);
  const documents = await loadDocuments(objects, { key: mergedKey, urls: [] }, read);
  return { ...evidence, documents };
}
