import { z } from 'zod';
import { siteIdentitySchema } from './visitor.ts';

/** The customers that the demo shop can sign in, each with the identity that its server would sign. */
export const demoCustomersResponse = z.object({
  customers: z.array(
    z.object({
      identity: siteIdentitySchema,
      /** Numbers of the customer's demo orders. */
      orders: z.array(z.string()),
    }),
  ),
});
export type DemoCustomers = z.infer<typeof demoCustomersResponse>['customers'];
