import { CAPABILITIES, type Capability, type OfferedModel } from '../../contracts/gateway.js';
import type { ListedModel } from '../models/openai-catalogue.js';

/** A model of a server of the OpenAI protocol, which tells capabilities seldom: chat models may use tools then. */
export function offerListed(listed: ListedModel, provider: string): OfferedModel {
  return {
    id: listed.name,
    provider,
    created: listed.created,
    capabilities: told(listed) ?? guessed(listed),
    contextTokens: listed.contextTokens ?? listed.trainedTokens ?? null,
  };
}

function told({ capabilities }: ListedModel): readonly Capability[] | undefined {
  if (capabilities === undefined) return undefined;
  return CAPABILITIES.filter((known) => capabilities.includes(known));
}

function guessed({ chats, embeds, draws }: ListedModel): readonly Capability[] {
  if (embeds) return ['embeddings'];
  if (draws) return ['images'];
  return chats ? ['chat', 'tools'] : [];
}
