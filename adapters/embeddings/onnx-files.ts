import { join } from 'node:path';

/** Versions that were tried together. The runtime's web build is part of the library, its package dead weight. */
export const ONNX_PACKAGE = {
  private: true,
  dependencies: { '@huggingface/transformers': '4.3.1' },
  overrides: {
    '@huggingface/jinja': '0.5.11',
    '@huggingface/tokenizers': '0.2.0',
    'onnxruntime-web': 'npm:onnxruntime-common@1.30.0',
    sharp: '0.35.5',
  },
} as const;

export const DEFAULT_ONNX_MODEL = 'all-MiniLM-L6-v2';

/** Where an in-process embedder lies under its folder. */
export interface OnnxFiles {
  /** The installed library, with a package.json. */
  readonly runtime: string;
  /** The model in the layout of a hub: config.json, tokenizer.json, tokenizer_config.json, onnx/*.onnx. */
  readonly model: string;
}

export function onnxFiles(folder: string, modelDir?: string | undefined): OnnxFiles {
  const version = ONNX_PACKAGE.dependencies['@huggingface/transformers'];
  return {
    runtime: join(folder, `runtime-${version}`),
    model: modelDir ?? join(folder, 'models', DEFAULT_ONNX_MODEL),
  };
}
