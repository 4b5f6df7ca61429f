/** Prepares what all test files share. */
export function setup(): void {}
