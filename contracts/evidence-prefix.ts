/**
 * Prefix of what a run had found after so many queries; it is deleted with the run. The last of these objects is what
 * a later run can start from.
 */
export function evidencePrefix(runId: string, queries?: number): string {
  const folder = `runs/${runId}/evidence`;
  return queries === undefined ? folder : `${folder}/${String(queries).padStart(6, '0')}`;
}
