/** Uploads a file as a form does. */
export function upload(
  url: string,
  file: { readonly name: string; readonly body: string | Uint8Array<ArrayBuffer> },
  fields: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const form = new FormData();
  form.append('file', new File([file.body], file.name));
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return fetch(url, { method: 'POST', body: form });
}
