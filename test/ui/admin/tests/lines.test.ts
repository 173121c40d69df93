import { expect, it } from '@jest/globals';
import type { Job } from '../../../../src/contract/studio/jobs.ts';
import { readLines } from '../../../../src/ui/admin/tests/lines.ts';
import { resultsOf } from '../../../../src/ui/admin/tests/results.ts';

it('lines from a table name their intent by id or name, or get the chosen one', () => {
  const intents = [{ id: 'invoice', name: '发票' }, { id: 'warranty', name: '保修政策' }];
  expect(readLines('怎么开票\t发票\t不满\n\n保几年\n专票\tinvoice\tcalm', 'warranty', intents)).toEqual({
    lines: [{ text: '怎么开票', intent: 'invoice', emotion: 'upset' }, { text: '保几年', intent: 'warranty' }, { text: '专票', intent: 'invoice', emotion: 'calm' }], wrong: [],
  });
  expect(readLines('没有意图\n甲\t不存在\n乙\t发票\t开心\n丙\t发票\t平静\t多', '', intents).wrong).toEqual([1, 2, 3, 4]);
});

it('the newest result of a conversation counts, and one that was played alone takes the place of that one only', () => {
  const job = (rev: string, results: { line: number; failures: number }[]) => ({
    kind: 'conversations', state: 'done', startedAt: '', endedAt: '', result: { release: 1, revs: { own: rev }, passed: true, results: results.map((one) => ({ file: 'own', title: '', scene: '', expectations: 1, first: null, ...one })) },
  }) as unknown as Job;
  const shown = (jobs: Job[]) => resultsOf(jobs).get('own')!.results.map(({ line, failures }) => [line, failures]);
  expect(shown([job('b', [{ line: 5, failures: 0 }]), job('b', [{ line: 1, failures: 0 }, { line: 5, failures: 2 }])])).toEqual([[1, 0], [5, 0]]);
  expect(shown([job('b', [{ line: 5, failures: 0 }]), job('a', [{ line: 1, failures: 0 }])])).toEqual([[5, 0]]);
});
