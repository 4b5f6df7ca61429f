import { ApiError } from '../api-error.js';

export function noActiveModel(name: string | null): ApiError {
  const why =
    name === null ? 'No model is there to answer' : `The active model ${name} is not there`;
  return new ApiError({
    status: 500,
    error: 'no_active_model',
    message:
      `${why}: start Ollama with a chat model, set OLLAMA_URL or OPENAI_BASE_URL, or let an administrator add a ` +
      'provider and choose the active model (PATCH /api/admin/settings); GET /v1/models lists what there is',
  });
}
