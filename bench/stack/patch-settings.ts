/** Changes what an administrator can set, with the key that the instance was given, if any. */
export async function patchSettings(api: string, settings: object): Promise<void> {
  const reply = await fetch(`${api}/api/admin/settings`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', ...authorization() },
    body: JSON.stringify(settings),
  });
  if (!reply.ok) throw new Error(`The settings cannot be changed: ${await reply.text()}`);
}

function authorization(): Record<string, string> {
  const key = process.env['ADMIN_API_KEY'];
  return key === undefined ? {} : { authorization: `Bearer ${key}` };
}
