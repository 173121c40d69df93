import { z } from 'zod';
import { trackingStepSchema } from './message.ts';

/** An order as the shop's order look-up answers it. Instants are ISO strings. `tracking` is newest first. */
export const orderSchema = z.object({
  number: z.string(),
  goods: z.array(z.string()),
  state: z.enum(['paid', 'shipped', 'delivered', 'returned', 'cancelled']),
  orderedAt: z.string(),
  shippedAt: z.string().optional(),
  promisedAt: z.string().optional(),
  expectedAt: z.string().optional(),
  deliveredAt: z.string().optional(),
  tracking: z.array(trackingStepSchema),
  refund: z.enum(['none', 'checked', 'on_its_way', 'paid']).default('none'),
});
export type Order = z.infer<typeof orderSchema>;

/** What a look-up of one order number brought. `failed`: the shop's system did not answer in time. */
export const lookUpResultSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('found'), order: orderSchema }),
  z.object({ outcome: z.literal('not_found') }),
  z.object({ outcome: z.literal('failed') }),
]);
export type LookUpResult = z.infer<typeof lookUpResultSchema>;
