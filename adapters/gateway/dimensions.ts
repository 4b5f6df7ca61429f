import type { ImageSize } from '../../contracts/images.js';

/** Width and height of a size, in pixels. */
export function dimensionsOf(size: ImageSize): { readonly width: number; readonly height: number } {
  const [width = 0, height = 0] = size.split('x').map(Number);
  return { width, height };
}
