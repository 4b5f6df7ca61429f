import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Whether this machine lets tests mount a disk of their own: Linux, and as root. */
export const CAN_MOUNT = tryToMount();

/** A disk of the size given, empty, in memory, gone with the test. */
export function mountSmallDisk(size: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-disk-'));
  mount(folder, size);
  onTestFinished(() => unmount(folder));
  return folder;
}

function tryToMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-disk-'));
  try {
    mount(folder, '64k');
    unmount(folder);
    return true;
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return false;
  }
}

function mount(folder: string, size: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], {
    stdio: 'ignore',
  });
}

function unmount(folder: string): void {
  execFileSync('umount', ['--lazy', folder], { stdio: 'ignore' });
  rmSync(folder, { recursive: true, force: true });
}
