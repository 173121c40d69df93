import type { Meaning } from '../../contract/meaning.ts';
import { isLabel, type Failure, type Played, type PlayedLine } from './play.ts';

/**
 * What the bot does has to be as expected, all of it. Of what it reads out of the words (intent, feeling) this share: a model is never right
 * about everything, and one wrong label does no harm where the bot still does what it should.
 */
export const LABELS_RIGHT = 0.9;

export type LineReport = {
  line: number;
  text: string;
  meaning: { intent: string; confidence: number; runnerUp: { intent: string; confidence: number } | null; emotion: string; reason: string } | null;
  reasons: string[];
  replies: { template: string; text: string }[];
  failures: Failure[];
};
export type ConversationReport = { file: string; title: string; scene: string; line: number; expectations: number; failures: number; failing: LineReport[] };

/** Counts of conversations and expectations, and every conversation with the lines that are not as expected. */
export type ConversationsReport = {
  conversations: number;
  failedConversations: number;
  expectations: number;
  failures: number;
  /** Of the expectations and failures, those about intent and feeling. */
  labels: number;
  wrongLabels: number;
  /** Whether everything is as it has to be, see {@link LABELS_RIGHT}. */
  passed: boolean;
  results: ConversationReport[];
};

export function reportOn(played: readonly Played[]): ConversationsReport {
  const results = played.map(resultOf);
  const labels = played.reduce((sum, { script }) => sum + script.lines.flatMap(({ expectations }) => expectations.filter(({ text }) => isLabel(text))).length, 0);
  const unmet = played.flatMap(({ lines }) => lines.flatMap(({ failures }) => failures));
  const wrongLabels = unmet.filter(({ label }) => label).length;
  return {
    labels,
    wrongLabels,
    passed: unmet.length === wrongLabels && labels - wrongLabels >= labels * LABELS_RIGHT,
    conversations: results.length,
    failedConversations: results.filter(({ failures }) => failures > 0).length,
    expectations: results.reduce((sum, { expectations }) => sum + expectations, 0),
    failures: results.reduce((sum, { failures }) => sum + failures, 0),
    results,
  };
}

function resultOf({ script, scene, lines }: Played): ConversationReport {
  return {
    file: script.file,
    title: script.title,
    scene: scene.text,
    line: script.line,
    expectations: script.lines.reduce((sum, { expectations }) => sum + expectations.length, 0),
    failures: lines.reduce((sum, { failures }) => sum + failures.length, 0),
    failing: lines.filter(({ failures }) => failures.length > 0).map(lineReport),
  };
}

export function lineReport({ line, text, outcome, failures }: PlayedLine): LineReport {
  return {
    line, text, meaning: outcome.meaning === null ? null : meaningReport(outcome.meaning), reasons: outcome.reasons,
    replies: outcome.replies.map(({ template, text: said }) => ({ template, text: said })), failures,
  };
}

function meaningReport({ intent, confidence, alternatives, emotion, reason }: Meaning): NonNullable<LineReport['meaning']> {
  return { intent, confidence, runnerUp: alternatives.find((other) => other.intent !== intent) ?? null, emotion, reason };
}

/** For a terminal: each failing line with what was understood, why the bot answered so, and what was expected. */
export function printConversations(report: ConversationsReport): string {
  const { conversations, failedConversations, expectations, failures, labels, wrongLabels } = report;
  const passed = conversations - failedConversations;
  return [
    ...report.results.filter((result) => result.failures > 0).flatMap(printResult),
    `会话 ${passed}/${conversations} 段完全符合，期望 ${expectations} 条，${failures === 0 ? '全部符合' : `${failures} 处不符`}。`,
    ...(failures === 0 ? [] : [`其中做法 ${failures - wrongLabels} 处，意图和情绪 ${wrongLabels} 处（共 ${labels} 条，允许错 ${Math.round((1 - LABELS_RIGHT) * 100)}%）：${report.passed ? '通过' : '不通过'}。`]),
  ].join('\n');
}

function printResult({ file, title, scene, failing }: ConversationReport): string[] {
  return [`✗ ${file} · ${title}${scene === '' ? '' : `（${scene}）`}`, ...failing.flatMap(printLine), ''];
}

export function printLine({ line, text, meaning, reasons, replies, failures }: LineReport): string[] {
  return [
    `  第 ${line} 行  ${text}`,
    ...(meaning === null ? [] : [`    理解  ${meaning.intent} ${percent(meaning.confidence)}${meaning.runnerUp ? `（其次 ${meaning.runnerUp.intent} ${percent(meaning.runnerUp.confidence)}）` : ''} · ${meaning.emotion} · ${meaning.reason}`]),
    ...reasons.map((reason) => `    因为  ${reason}`),
    ...replies.map((reply) => `    回复  [${reply.template}] ${reply.text}`),
    ...failures.map(({ line: at, expected, got }) => `    ✗ 第 ${at} 行  期望 ${expected}  ↔  ${got}`),
  ];
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
