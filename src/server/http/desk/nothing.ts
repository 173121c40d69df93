import { z } from 'zod';

/** The body of a request that says everything by its address. */
export const nothing = z.strictObject({});
