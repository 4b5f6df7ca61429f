import { createRequire, Module } from 'node:module';

const CANVAS = '@napi-rs/canvas';

/**
 * Lets pdf.js load without its drawing library, which takes 35 MB of memory in every process and is never used for
 * text. What pdf.js takes from it when it loads are three classes that it only draws with.
 */
export function withoutCanvas(): void {
  const require = createRequire(import.meta.url);
  const file = fileOf(require);
  if (file === undefined || require.cache[file] !== undefined) return;
  const nothing = class {};
  const exports = { DOMMatrix: nothing, ImageData: nothing, Path2D: nothing };
  require.cache[file] = Object.assign(new Module(file), { exports, loaded: true });
}

/** Undefined where it was not installed: it is an optional dependency of pdf.js. */
function fileOf(require: NodeJS.Require): string | undefined {
  try {
    return createRequire(require.resolve('pdfjs-dist/package.json')).resolve(CANVAS);
  } catch {
    return undefined;
  }
}
