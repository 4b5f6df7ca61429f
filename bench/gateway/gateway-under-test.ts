/** A gateway over the stub, in processes of its own. */
export interface GatewayUnderTest {
  readonly name: string;
  /** Ends in /v1. */
  readonly baseUrl: string;
  readonly key: string;
  readonly model: string;
  /** Milliseconds of processor time that its processes have used so far. */
  cpuMs(): Promise<number>;
  close(): Promise<void>;
}
