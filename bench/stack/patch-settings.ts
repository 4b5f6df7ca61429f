/** Changes what an administrator can set, as long as no key is needed for it. */
export async function patchSettings(api: string, settings: object): Promise<void> {
  const reply = await fetch(`${api}/api/admin/settings`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });
  if (!reply.ok) throw new Error(`The settings cannot be changed: ${await reply.text()}`);
}
