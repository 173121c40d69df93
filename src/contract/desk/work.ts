import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { forbiddenSeveritySchema } from '../content/forbidden.ts';
import { emotionSchema } from '../meaning.ts';

/** Why a person should look into a conversation that the bot serves. */
export const attentionSchema = z.enum(['upset', 'unclear', 'long']);
export type Attention = z.infer<typeof attentionSchema>;

const id = z.string().min(1).max(64);

/** Which conversations a list or a search shows; days of their opening by the desk's clocks, both included. */
export const filterShape = {
  team: id.optional(),
  emotion: emotionSchema.optional(),
  tag: id.optional(),
  agent: id.optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
};
export const filterSchema = z.strictObject(filterShape);
export type ConversationFilters = z.infer<typeof filterSchema>;

export const tagSchema = z.object({ id: z.string(), name: z.string() });
export type Tag = z.infer<typeof tagSchema>;
export const tagsResponse = z.object({ tags: z.array(tagSchema) });
export const tagParams = z.strictObject({ tag: id });
export const tagRequest = z.strictObject({ name: z.string().trim().min(1).max(LIMITS.tagLength) });
export const tagResponse = z.object({ tag: tagSchema });
/** All tags of a conversation; what is not named is taken off. */
export const tagConversationRequest = z.strictObject({ tags: z.array(id).max(LIMITS.tagsPerConversation) });

/**
 * A reply that is written already. `shared`: everybody has it, and admins maintain it. In `text`, `{customer}`, `{order}`, `{agent}` and
 * `{number}` stand for the customer's name, the order, and the writer's name and worker number. As a macro it also sets tags and ends the
 * conversation. `worst`: the most serious of what its wording has that is not written to customers.
 */
export const cannedSchema = z.object({
  id: z.string(),
  shared: z.boolean(),
  title: z.string(),
  text: z.string(),
  tags: z.array(z.string()),
  closes: z.boolean(),
  worst: forbiddenSeveritySchema.optional(),
  rev: z.number().int(),
});
export type Canned = z.infer<typeof cannedSchema>;
export const cannedsResponse = z.object({ replies: z.array(cannedSchema) });
export const cannedResponse = z.object({ reply: cannedSchema });
export const cannedParams = z.strictObject({ reply: id });
const cannedShape = {
  title: z.string().trim().min(1).max(LIMITS.cannedTitleLength),
  text: z.string().trim().min(1).max(LIMITS.messageLength),
  tags: z.array(id).max(LIMITS.tagsPerConversation).default([]),
  closes: z.boolean().default(false),
};
export const newCannedRequest = z.strictObject({ shared: z.boolean(), ...cannedShape });
export const changeCannedRequest = z.strictObject({ rev: z.number().int(), ...cannedShape });
export type CannedText = Omit<z.infer<typeof changeCannedRequest>, 'rev'>;

/** What the bot would say about the customer's last message; `intent` names what it takes the message for. */
export const suggestionsResponse = z.object({ suggestions: z.array(z.object({ text: z.string(), intent: z.string() })) });
export type Suggestion = z.infer<typeof suggestionsResponse>['suggestions'][number];

export const readRequest = z.strictObject({ seq: z.number().int().nonnegative() });
