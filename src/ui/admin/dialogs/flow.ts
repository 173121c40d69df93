import { graphlib, layout } from '@dagrejs/dagre';
import type { DialogDocument, Step } from '../../../contract/content/dialog.ts';
import { conditionInWords, repliesOf, repliesOfRule, stepInWords, waysOf, type Translate } from './outline.ts';

/** `place`: id of the element of the page that a node opens; `null` for what stands in another topic. */
export type FlowNode = { id: string; kind: 'rule' | 'form' | 'step' | 'reply' | 'handOver' | 'end'; label: string; more: string; place: string | null; x: number; y: number; width: number; height: number };
export type FlowEdge = { id: string; from: string; to: string; label: string; path: string; x: number; y: number };
export type Flow = { nodes: FlowNode[]; edges: FlowEdge[]; width: number; height: number };

const HEIGHT = 44;
const CHARACTER = 13;
const WIDTH_MIN = 84;
const WIDTH_MAX = 220;
/** Characters of a label that are drawn; the rest is in the title. */
const SHOWN = 15;

type Drawn = Omit<FlowNode, 'x' | 'y' | 'width' | 'height'>;

/**
 * A topic as a picture: its rules, the forms that they begin, their steps, what is said, and where a person takes over or it ends. Laid out from left
 * to right, in px.
 */
export function flowOf({ rules, forms, replies, slots, words: lists }: DialogDocument, names: ReadonlyMap<string, string>, translate: Translate): Flow {
  const words = { ...translate, slots, names, lists };
  const nodes = new Map<string, Drawn>();
  const edges = new Map<string, { from: string; to: string; label: string }>();
  const { t } = words;
  const link = (from: string, to: string, label = ''): void => {
    edges.set(`${from}→${to}→${label}`, { from, to, label });
  };
  const add = (node: Drawn): string => {
    nodes.set(node.id, nodes.get(node.id) ?? node);
    return node.id;
  };
  const replyNode = (name: string): string => add({ id: `reply ${name}`, kind: 'reply', label: replies[name]?.text[0] ?? name, more: name, place: replies[name] ? `reply-${name}` : null });
  const handOverNode = (): string => add({ id: 'handOver', kind: 'handOver', label: t('step.handOver'), more: '', place: null });
  const formNode = (name: string): string => add({ id: `form ${name}`, kind: 'form', label: forms[name]?.name ?? name, more: name, place: forms[name] ? `form-${name}` : null });

  for (const [index, rule] of rules.entries()) {
    const intents = rule.intents.map((id) => (id === '*' ? t('dialogs.anyIntent') : (names.get(id) ?? id))).join(t('sign.list'));
    const from = add({ id: `rule ${index}`, kind: 'rule', label: intents, more: conditionInWords(rule.when, words), place: `rule-${index}` });
    for (const reply of repliesOfRule(rule)) link(from, replyNode(reply));
    if (rule.then.form !== undefined) link(from, formNode(rule.then.form));
    if (rule.then.handOver) link(from, handOverNode());
  }
  for (const [name, form] of Object.entries(forms)) {
    const stepNode = (at: string): string => add({ id: `step ${name} ${at}`, kind: 'step', label: stepLabel(form.steps[at], at, slots, t), more: at, place: form.steps[at] ? `step-${name}-${at}` : null });
    link(formNode(name), stepNode(form.start));
    for (const [at, step] of Object.entries(form.steps)) {
      const from = stepNode(at);
      for (const { way, to } of waysOf(step, words)) link(from, stepNode(to), way);
      const [said] = repliesOf(step);
      if (said !== undefined) link(from, replyNode(said.reply));
      if (step.type === 'handOver') link(from, handOverNode());
      if (step.type === 'end') link(from, add({ id: 'end', kind: 'end', label: t('step.end'), more: '', place: null }));
    }
  }
  return laidOut([...nodes.values()], [...edges.values()]);
}

function stepLabel(step: Step | undefined, at: string, slots: DialogDocument['slots'], t: Translate['t']): string {
  if (step === undefined) return at;
  return 'slot' in step ? stepInWords(step, slots, t) : `${t(`step.${step.type}`)} ${at}`;
}

function laidOut(nodes: Drawn[], edges: { from: string; to: string; label: string }[]): Flow {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 70, marginx: 20, marginy: 20 });
  for (const { id, label, more } of nodes) {
    const characters = Math.min(SHOWN, Math.max(label.length, more.length));
    graph.setNode(id, { width: Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, 24 + characters * CHARACTER)), height: HEIGHT });
  }
  for (const [index, { from, to }] of edges.entries()) graph.setEdge(from, to, {}, String(index));
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width, height,
    nodes: nodes.map((node) => {
      const { x, y, width: wide, height: high } = graph.node(node.id) as { x: number; y: number; width: number; height: number };
      return { ...node, x: x - wide / 2, y: y - high / 2, width: wide, height: high };
    }),
    edges: edges.map(({ from, to, label }, index) => {
      const { points } = graph.edge(from, to, String(index)) as { points: { x: number; y: number }[] };
      const middle = points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 };
      return { id: String(index), from, to, label, path: points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join(' '), x: middle.x, y: middle.y };
    }),
  };
}

/** As much of a label as is drawn. */
export function shortened(label: string): string {
  return label.length > SHOWN ? `${label.slice(0, SHOWN - 1)}…` : label;
}
