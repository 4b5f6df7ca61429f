import type { Payload } from '@temporalio/common';
import proto from '@temporalio/proto';

const message = proto.temporal.api.common.v1.Payload;

/** A payload as bytes of Temporal's own protocol. */
export function bytesOf(payload: Payload): Uint8Array {
  return message.encode(payload).finish();
}

export function payloadOf(bytes: Uint8Array): Payload {
  return message.decode(bytes);
}
