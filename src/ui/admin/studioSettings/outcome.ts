import type { Delivery } from '../../../contract/desk/webhooks.ts';

/** What came of an attempt, in words. */
export function outcomeOf({ status, problem }: Delivery, t: (word: string, values: Record<string, unknown>) => string): string {
  if (problem === null) return t('webhooks.outcomes.taken', { status });
  if (status !== null) return t('webhooks.outcomes.refused', { status });
  const word = { 'outbound.timeout': 'timeout', 'webhook.address': 'address' }[problem] ?? 'failed';
  return t(`webhooks.outcomes.${word}`, {});
}
