import type { ImageModels } from '../../contracts/image-models.js';
import type { RunUsage } from './run-usage.js';

/** The same image models, each of whose images counts towards the run that its order names. */
export function countImages(images: ImageModels, counted: RunUsage): ImageModels {
  return {
    async draw(wanted, order, signal) {
      const count = counted.open(order.id);
      const drawn = await images.draw(wanted, order, signal);
      if (drawn === undefined) return undefined;
      const { prompt_tokens = 0, completion_tokens = 0 } = drawn.image.usage ?? {};
      count({
        model: drawn.model,
        promptTokens: prompt_tokens,
        completionTokens: completion_tokens,
      });
      return drawn;
    },
  };
}
