import type { Gate } from '../../contract/desk/settings.ts';
import type { Evaluation } from '../../contract/studio/evaluation.ts';
import type { GateCheck } from '../../contract/studio/releases.ts';

/**
 * Whether what was measured of a release is good enough to serve. `worse`: the share of the test set that the live release understands and this one
 * does not; null where both were not measured on the same test set. What cannot be measured is not held against a release.
 */
export function checkGate(gate: Gate, { testset, conversations }: Pick<Evaluation, 'testset' | 'conversations'>, worse: number | null): GateCheck[] {
  const atLeast = (name: GateCheck['name'], required: number | null, value: number | null): GateCheck[] =>
    required === null ? [] : [{ name, required, value, passed: value === null || value >= required }];
  const atMost = (name: GateCheck['name'], required: number | null, value: number | null): GateCheck[] =>
    required === null ? [] : [{ name, required, value, passed: value === null || value <= required }];
  return [
    ...atLeast('accuracy', gate.accuracy, testset?.accuracy ?? null),
    ...atMost('falseAccepts', gate.falseAccepts, testset?.falseAccepts ?? null),
    ...(gate.conversations ? [{ name: 'conversations' as const, required: null, value: conversations?.failedConversations ?? null, passed: conversations?.passed ?? true }] : []),
    ...atMost('worse', gate.worse, worse),
  ];
}
