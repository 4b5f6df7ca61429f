/** Brings a model's files into an empty folder, or throws. `runtime` is the installed library's folder. */
export type ModelSource = (
  target: string,
  from: { readonly runtime: string; readonly hub: string | undefined },
  signal: AbortSignal,
) => Promise<void>;
