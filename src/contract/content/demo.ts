import { z } from 'zod';
import { orderSchema } from '../order.ts';

/** A time relative to now, so that the demo never ages: so many hours ago, or a clock time (desk's zone) so many days ago or ahead. */
export const relativeTimeSchema = z.union([
  z.strictObject({ hoursAgo: z.number().nonnegative() }),
  z.strictObject({ daysAgo: z.number().int().nonnegative(), at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) }),
  z.strictObject({ daysAhead: z.number().int().positive(), at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) }),
]);
export type RelativeTime = z.infer<typeof relativeTimeSchema>;

/** An order of the demo shop: as {@link orderSchema}, with relative times. `tracking` is newest first. */
export const demoOrderSchema = z.strictObject({
  number: orderSchema.shape.number,
  goods: orderSchema.shape.goods,
  state: orderSchema.shape.state,
  orderedAt: relativeTimeSchema,
  shippedAt: relativeTimeSchema.optional(),
  promisedAt: relativeTimeSchema.optional(),
  expectedAt: relativeTimeSchema.optional(),
  deliveredAt: relativeTimeSchema.optional(),
  tracking: z.array(z.strictObject({ at: relativeTimeSchema, text: z.string().min(1) })),
  refund: orderSchema.shape.refund,
});
export type DemoOrder = z.infer<typeof demoOrderSchema>;

/** `data/demo/orders.json`. */
export const demoOrdersSchema = z.array(demoOrderSchema);

/** `data/demo/customers.json`: the customers of the demo shop, whom its pages sign in. */
export const demoCustomersSchema = z.array(
  z.strictObject({
    id: z.string().min(1).max(64),
    name: z.string().min(1).max(40),
    kind: z.enum(['new', 'returning', 'vip']),
    driveLevel: z.string().optional(),
    orders: z.array(z.string()).default([]),
  }),
);
export type DemoCustomer = z.infer<typeof demoCustomersSchema>[number];
