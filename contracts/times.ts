import { z } from 'zod';

const RFC_3339 = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

/** A moment as RFC 3339 writes it, with its time zone. */
export const Moment = z
  .string()
  .refine((text) => RFC_3339.test(text) && !Number.isNaN(Date.parse(text)), {
    error: 'it takes a time such as 2027-01-31T12:00:00Z',
  })
  .meta({ format: 'date-time' });
