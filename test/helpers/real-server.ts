/** Address of a real server, such as DATABASE_URL, or undefined in a run without services. */
export function realServer(setting: string): string | undefined {
  return process.env['PLUMBLINE_TEST_SERVICES'] === '1' ? process.env[setting] : undefined;
}
