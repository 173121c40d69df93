import { LineCounter, isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';
import { JiedaError } from '../../../base/errors.ts';
import { LIMITS } from '../../../base/limits.ts';
import { withoutAnnotations } from './annotations.ts';
import { notesOf, type LineSource, type ReadLine } from './source.ts';

const OTHERS = { synonym: 'synonyms', lookup: 'lookups', regex: 'regexes' } as const;

/** Whether a text looks like training data of Rasa 2 or 3. */
export function looksLikeRasa(text: string): boolean {
  return /^(version|nlu|rules|stories|responses):/m.test(text) && /^nlu:/m.test(text);
}

/**
 * Training data of Rasa: the examples of each intent. Synonyms, look-up tables and patterns are counted, and the marks of entities taken out.
 * @throws JiedaError `import.damaged` with `line`, `import.too_large` with `what` (`bytes`, `depth`).
 */
export function readRasa(text: string): LineSource {
  if (text.length > LIMITS.yamlBytes) throw new JiedaError('import.too_large', { what: 'bytes', max: LIMITS.yamlBytes });
  const depth = depthOf(text);
  if (depth > LIMITS.nesting) throw new JiedaError('import.too_large', { what: 'depth', max: LIMITS.nesting });
  const lineCounter = new LineCounter();
  const nlu = parsed(text, lineCounter).get('nlu', true);
  if (!isSeq(nlu)) throw new JiedaError('import.damaged', { reason: 'nlu' });
  const counts = { annotations: 0, synonyms: 0, lookups: 0, regexes: 0 };
  const lines: ReadLine[] = [];
  for (const item of nlu.items.filter(isMap)) {
    const intent = textAt(item, 'intent');
    if (intent === null) for (const [key, note] of Object.entries(OTHERS)) counts[note] += item.has(key) ? 1 : 0;
    else
      for (const example of examplesOf(item, lineCounter)) {
        const { text: plain, marked } = withoutAnnotations(example.text);
        counts.annotations += marked;
        lines.push({ at: String(example.line), intent, text: plain, emotion: null });
      }
  }
  return { format: 'rasa', lines, notes: notesOf(counts) };
}

function parsed(text: string, lineCounter: LineCounter): YAMLMap {
  try {
    // Without aliases nothing can grow while it is resolved; Rasa's files have none.
    const document = parseDocument(text, { lineCounter, prettyErrors: false, merge: false, schema: 'failsafe' });
    const [problem] = document.errors;
    if (problem !== undefined) throw new JiedaError('import.damaged', { reason: problem.code, line: lineCounter.linePos(problem.pos[0]).line }, problem);
    if (!isMap(document.contents)) throw new JiedaError('import.damaged', { reason: 'nlu' });
    return document.contents;
  } catch (error) {
    if (error instanceof JiedaError) throw error;
    throw new JiedaError('import.damaged', { reason: 'yaml' }, error);
  }
}

function textAt(item: YAMLMap, key: string): string | null {
  const value = item.get(key, true);
  return isScalar(value) && typeof value.value === 'string' ? value.value.trim() : null;
}

/** Examples stand in one block, a line each with a dash before it, or as a list whose members may have their sentence under `text`. */
function examplesOf(item: YAMLMap, lineCounter: LineCounter): { text: string; line: number }[] {
  const examples = item.get('examples', true);
  if (isSeq(examples)) {
    return examples.items.flatMap((one) => {
      const text = isMap(one) ? textAt(one, 'text') : isScalar(one) ? String(one.value) : null;
      const start = (one as { range?: [number, number, number] | null }).range?.[0] ?? 0;
      return text === null || text.trim() === '' ? [] : [{ text: text.replace(/^\s*-\s+/, '').trim(), line: lineCounter.linePos(start).line }];
    });
  }
  if (!isScalar(examples) || typeof examples.value !== 'string') return [];
  const first = lineCounter.linePos(examples.range?.[0] ?? 0).line + 1;
  return examples.value.split('\n').flatMap((line, index) => {
    const text = /^\s*-\s+(.*)$/.exec(line)?.[1]?.trim() ?? '';
    return text === '' ? [] : [{ text, line: first + index }];
  });
}

/** How deep a YAML text may nest at most: by indentation, and by brackets and dashes in one line. */
function depthOf(text: string): number {
  let deepest = 0;
  let open = 0;
  for (const line of text.split('\n')) {
    const indentation = /^(?:[ ]|-(?= ))*/.exec(line)![0].length;
    for (const letter of line) {
      if (letter === '[' || letter === '{') open += 1;
      if (letter === ']' || letter === '}') open = Math.max(0, open - 1);
      if (open > deepest) deepest = open;
    }
    // A sentence may hold a bracket that nobody closes; what is nested goes on in the next line, indented.
    if (indentation === 0) open = 0;
    deepest = Math.max(deepest, Math.floor(indentation / 2));
  }
  return deepest;
}
