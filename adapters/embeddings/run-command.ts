import { spawn } from 'node:child_process';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** Runs a program to its end. Rejects with the last of what it said when it fails, is missing or exceeds its limit. */
export function runCommand({ file, args, cwd, limitMs, signal }: Command): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      signal,
      timeout: limitMs,
      stdio: ['ignore', 'pipe', 'pipe'],
      // npm and pip are scripts there, which only a shell can start.
      shell: process.platform === 'win32',
    });
    let said = '';
    const listen = (text: unknown) => {
      said = `${said}${text}`.slice(-2000);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', (error) => reject(new Error(`${file}: ${error.message}`)));
    child.on('close', (code, killed) => {
      if (code === 0) return resolve();
      const why = killed === null ? `exit code ${code}` : `ended after ${limitMs / 1000} s`;
      reject(new Error(`${file}: ${why}: ${lastLines(said)}`));
    });
  });
}

function lastLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(-2)
    .join(' ')
    .slice(-300);
}
