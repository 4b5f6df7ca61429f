import type { ValidationIssue } from '../../contracts/errors.js';

/** A request that does not fit its shape: answered with 422 and these issues. */
export class ValidationError extends Error {
  override readonly name = 'ValidationError';
  readonly issues: readonly ValidationIssue[];

  constructor(issues: readonly ValidationIssue[]) {
    super(issues.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; '));
    this.issues = issues;
  }
}
