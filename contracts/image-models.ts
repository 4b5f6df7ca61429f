import type { ImageSize, ImageType } from './images.js';

/** An image that is asked for. */
export interface ImageOrder {
  readonly prompt: string;
  readonly size: ImageSize;
  /** Names the order at servers that tell their orders apart. */
  readonly id: string;
  /** The instances of this product that the order has come through, this one last. */
  readonly via: readonly string[];
  onProgress(progress: ImageProgress): void;
}

/** Steps of drawing, as the server counts them. */
export interface ImageProgress {
  readonly done: number;
  readonly total: number;
}

export interface DrawnImage {
  /** As the server sent them. */
  readonly bytes: Uint8Array;
  /** Null where the server drew what it was told. */
  readonly revisedPrompt: string | null;
  /** Tokens, from servers that count them. */
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number } | null;
}

/** An image whose bytes were looked at. */
export interface CheckedImage {
  /** The model that drew it. */
  readonly model: string;
  readonly contentType: ImageType;
  /** Of its bytes, in hex. */
  readonly sha256: string;
  readonly image: DrawnImage;
}

/** The image models of all providers as one. */
export interface ImageModels {
  /**
   * Has an image drawn by the first provider that has the model and can be reached; undefined when none has it.
   * Throws ServiceError, 'bad-reply' for what is no image; an aborted call throws the signal's reason and stops the drawing where the server can.
   */
  draw(model: string, order: ImageOrder, signal: AbortSignal): Promise<CheckedImage | undefined>;
}
