import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Opens a text in an editor, the system's usual one without a choice, and gives it as it was saved. Throws when that fails. */
export async function editText(text: string, chosen: string | undefined): Promise<string> {
  const usual = process.platform === 'win32' ? 'notepad' : 'vi';
  const editor = chosen ?? usual;
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-plan-'));
  try {
    const file = join(folder, 'plan.txt');
    await writeFile(file, text);
    // The setting is a command line of its owner, such as `code --wait`.
    const child = spawn(`${editor} "${file}"`, { shell: true, stdio: 'inherit' });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`The editor “${editor}” ended with code ${code}; set EDITOR.`);
    return await readFile(file, 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
