import type { DialogDocument } from '../../contract/content/dialog.ts';
import type { Figures } from '../../contract/content/figures.ts';
import { DUE_FIGURES } from '../../dialog/due.ts';
import { ASK_OPTION, ENGINE_FIGURES, ENGINE_FORMS, ENGINE_OPTIONS, ENGINE_REPLIES, ENGINE_SLOTS, ENGINE_WORDS } from '../../dialog/engine.ts';
import { finding, type Finding, type Message } from './finding.ts';

/** The names that stand where a kind of thing is named: key of the JSON → names. */
type Named = Map<string, Set<string>>;

const WORD_KEYS = ['words', 'without', 'namedBy', 'capturedBy', 'called', 'claimedBy', 'marks', 'stillWords'];
const REPLY_KEYS = ['reply', 'again', 'retry', 'wrong', 'trying', 'saying'];
const OPTION_KEYS = ['options', 'option'];
const SLOT_KEYS = ['slot', 'gives', 'details', 'contact', 'slots'];
const FIGURE_KEYS = ['over', 'upTo'];

/** Looks for what nothing uses, and for slots that nothing fills. */
export function examineUse(dialogs: readonly DialogDocument[], figures: Figures): Finding[] {
  const named: Named = new Map();
  const inTexts = { names: new Set<string>(), figures: new Set<string>() };
  for (const { slots, words: _words, options, phrases, rules, replies, forms, problems } of dialogs) {
    // A topic's own lists of slots and options define them; what stands inside uses others.
    for (const part of [...Object.values(slots), ...Object.values(options), ...Object.values(phrases), rules, ...Object.values(replies), ...Object.values(forms), ...Object.values(problems)]) {
      gather(part, '', named, inTexts);
    }
  }
  const used = (keys: readonly string[], ...others: readonly Iterable<string>[]) => new Set([...keys.flatMap((key) => [...(named.get(key) ?? [])]), ...others.flatMap((other) => [...other])]);
  const words = used(WORD_KEYS, ENGINE_WORDS);
  const replies = used(REPLY_KEYS, ENGINE_REPLIES);
  const options = used(OPTION_KEYS, ENGINE_OPTIONS);
  const slots = used(SLOT_KEYS, ENGINE_SLOTS, inTexts.names);
  const forms = used(['form'], ENGINE_FORMS);
  const knownFigures = used(FIGURE_KEYS, ENGINE_FIGURES, DUE_FIGURES, inTexts.figures);
  const set = named.get('set') ?? new Set<string>();
  return [
    ...dialogs.flatMap((dialog) => [
      ...unusedIn(dialog, dialog.words, words, { zh: '词表', en: 'word list' }),
      ...unusedIn(dialog, dialog.replies, replies, { zh: '回复', en: 'reply' }),
      ...unusedIn(dialog, without(dialog.options, (name) => name.startsWith(ASK_OPTION)), options, { zh: '按钮', en: 'option' }),
      ...unusedIn(dialog, dialog.slots, slots, { zh: '槽，只有接手的同事看得到', en: 'slot; only agents who take over see it' }),
      ...unusedIn(dialog, dialog.phrases, inTexts.names, { zh: '短语', en: 'phrase' }),
      ...unusedIn(dialog, dialog.forms, forms, { zh: '表单', en: 'form' }),
      ...neverFilled(dialog, set),
    ]),
    ...Object.keys(figures).filter((name) => !knownFigures.has(name)).map((name) => finding('unused', ['data/figures.json', name], { zh: '没有地方用这个数字', en: 'nothing names this figure' })),
  ];
}

function unusedIn({ id }: DialogDocument, defined: Readonly<Record<string, unknown>>, used: ReadonlySet<string>, kind: Message): Finding[] {
  const unused = Object.keys(defined).filter((name) => !used.has(name));
  return unused.map((name) => finding('unused', [`dialogs/${id}.json`, name], { zh: `没有地方用这个${kind.zh}`, en: `nothing uses this ${kind.en}` }));
}

function without<Value>(record: Readonly<Record<string, Value>>, isLeftOut: (name: string) => boolean): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !isLeftOut(name)));
}

function neverFilled({ id, slots }: DialogDocument, set: ReadonlySet<string>): Finding[] {
  const empty = Object.entries(slots).filter(([name, slot]) => {
    const { entities, choices, digits, freeText, capturedBy, toldBy, customer } = slot;
    return entities.length === 0 && choices.length === 0 && [digits, freeText, capturedBy, toldBy, customer].every((way) => way === undefined) && !set.has(name);
  });
  return empty.map(([name]) => finding('slot_never_filled', [`dialogs/${id}.json`, name], { zh: '没有什么能填它', en: 'nothing fills it' }));
}

/** Collects names by the key that they stand under, and what texts name. */
function gather(node: unknown, key: string, named: Named, inTexts: { names: Set<string>; figures: Set<string> }): void {
  if (typeof node === 'string') {
    add(named, key, node);
    for (const [, figure, name] of node.matchAll(/\{\{\s*(?:figure:([^{}|]+?)|([^{}|]+?))\s*(?:\|[^{}]*)?\}\}/g)) {
      if (figure !== undefined) inTexts.figures.add(figure);
      if (name !== undefined) inTexts.names.add(name);
    }
  } else if (Array.isArray(node)) {
    for (const one of node) gather(one, key, named, inTexts);
  } else if (typeof node === 'object' && node !== null) {
    const isSetting = (node as { type?: unknown }).type === 'set';
    for (const [name, inner] of Object.entries(node)) {
      // A condition names slots by its keys; a step that sets one fills it, and so does another that keeps its old value there.
      if (key === 'slots') add(named, 'slots', name);
      if ((isSetting && name === 'slot') || name === 'before') add(named, 'set', String(inner));
      gather(inner, name, named, inTexts);
    }
  }
}

function add(named: Named, key: string, name: string): void {
  const names = named.get(key) ?? new Set();
  named.set(key, names.add(name));
}
