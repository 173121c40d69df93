import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';

const meaning = z.object({ intent: z.string(), confidence: z.number(), reason: z.string() });

/** A text that both releases understood otherwise: `before` by the live one, `now` by the one in the shadow. */
export const shadowDifferenceSchema = z.object({ id: z.string(), conversationId: z.string(), at: z.string(), text: z.string(), before: meaning, now: meaning, handedOver: z.boolean() });
export type ShadowDifferenceView = z.infer<typeof shadowDifferenceSchema>;

/** What a release in the shadow heard. `running`: it listens now, to the `share` of texts in [0, 1]. The newest differences, by pair of intents. */
export const shadowResponse = z.object({
  running: z.boolean(),
  share: z.number(),
  counts: z.object({ agreed: z.number().int(), differed: z.number().int(), dropped: z.number().int() }),
  groups: z.array(z.object({ before: z.string(), now: z.string(), differences: z.array(shadowDifferenceSchema) })),
});
export type ShadowReport = z.infer<typeof shadowResponse>;

export const handOverRequest = z.strictObject({ ids: z.array(z.string().min(1).max(64)).min(1).max(LIMITS.shadowPage) });
export const handedOverResponse = z.object({ handedOver: z.number().int() });
