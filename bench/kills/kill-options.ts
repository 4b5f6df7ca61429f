export interface KillOptions {
  readonly kills: number;
  /** Uniform, from 0 to below 1. */
  readonly random: () => number;
  readonly enginePort: number;
  readonly pagePort: number;
  /** A PostgreSQL server: with it, the API and the workers are processes of their own. */
  readonly database?: string | undefined;
}
