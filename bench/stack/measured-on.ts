import { cpus } from 'node:os';

/** When, where and with which command something was measured. */
export function measuredOn(script: string): string {
  const processors = cpus();
  const machine = `${processors[0]?.model ?? 'unknown processor'} × ${processors.length}`;
  const command = ['npx tsx', script, ...process.argv.slice(2)].join(' ');
  return `${new Date().toISOString()}, ${machine}, Node ${process.version}\n${command}\n`;
}
