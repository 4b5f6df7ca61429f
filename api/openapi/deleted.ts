import { z } from 'zod';

/** Answer of a deletion. */
export const Deleted = z
  .object({ success: z.literal(true), message: z.string() })
  .meta({ id: 'Deleted' });
