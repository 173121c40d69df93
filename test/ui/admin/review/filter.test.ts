import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SENTENCE_REASONS, type SentenceFilter } from '../../../../src/contract/studio/review.ts';
import { filterOf, queryOf, queryOfFailure, queryOfTopic } from '../../../../src/ui/admin/review/filter.ts';

const NOW = Date.parse('2026-11-24T10:00:00+08:00');

describe('the filter of the review queue in an address', () => {
  it('comes back as it was', () => {
    const filters = fc.record<SentenceFilter>(
      {
        state: fc.constantFrom('open', 'disputed'),
        reason: fc.constantFrom(...SENTENCE_REASONS),
        kind: fc.constantFrom('conversation', 'import'),
        intent: fc.stringMatching(/^[a-z_]{1,20}$/),
        days: fc.integer({ min: 1, max: 366 }),
        words: fc.string({ minLength: 1, maxLength: 20 }).map((words) => `${words.trim()}字`),
      },
      { requiredKeys: ['state'] },
    );
    fc.assert(fc.property(filters, (filter) => expect(filterOf(queryOf(filter))).toEqual(filter)));
  });

  it('is that of the whole queue where the address says something else', () => {
    for (const query of [{}, { days: '0' }, { reason: 'none' }, { state: ['open', 'disputed'], days: 'many' }, { order: 'id' }]) expect(filterOf(query)).toEqual({ state: 'open' });
  });

  it('leads from a number of the analysis to its sentences, from the first day of the period on', () => {
    expect(queryOfFailure('low_rated', 'return_policy', '2026-11-20', NOW)).toEqual({ reason: 'badly_rated', intent: 'return_policy', days: '5' });
    expect(queryOfFailure('outside', 'return_policy', '2026-11-24', NOW)).toEqual({ reason: 'outside', days: '1' });
    expect(queryOfFailure('unsure', null, '2020-01-01', NOW)).toEqual({ reason: 'unsure', days: '366' });
  });

  it('leads from a topic to what has its word, or is like its first line', () => {
    const topic = { id: 'a', conversations: 3, before: 0, lines: 3, days: [3], nearest: null };
    expect(queryOfTopic({ ...topic, words: ['发票', '抬头'], examples: ['能开发票吗'] })).toEqual({ words: '发票' });
    expect(filterOf(queryOfTopic({ ...topic, words: [], examples: ['长'.repeat(200)] })).words).toHaveLength(50);
  });
});
