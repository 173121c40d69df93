import { JiedaError } from '../../base/errors.ts';
import { parseExpectations } from './expectation.ts';
import { parseScene } from './scene.ts';
import type { Happening, Script, ScriptLine } from './script.ts';

const UNITS_MS: Readonly<Record<string, number>> = { 秒: 1_000, 分钟: 60_000, 小时: 3_600_000, 天: 86_400_000 };

const EVENTS: readonly [RegExp, (match: RegExpExecArray) => Happening][] = [
  [/^打开窗口$/, () => ({ type: 'opens' })],
  [/^(?:沉默|过)\s*(\d+)\s*(秒|分钟|小时|天)$/, ([, count, unit]) => ({ type: 'elapse', length_ms: Number(count) * UNITS_MS[unit!]! })],
  [/^人工接入$/, () => ({ type: 'accepted' })],
  [/^人工交回$/, () => ({ type: 'given_back' })],
  [/^人工结束$/, () => ({ type: 'agent_closes' })],
  [/^记录进展[：:](.+)$/, ([, text]) => ({ type: 'progress', text: text!.trim() })],
  [/^记录结果[：:](.+)$/, ([, text]) => ({ type: 'result', text: text!.trim() })],
];

/**
 * Reads the conversations of a file; `docs/dialogs.md` describes the form.
 * @throws JiedaError `evaluation.invalid` with file, line (from 1) and what is wrong there.
 */
export function parseScripts(file: string, text: string): Script[] {
  const scripts: Script[] = [];
  for (const [index, raw] of text.replace(/^\ufeff/, '').split(/\r?\n/).entries()) {
    const written = raw.trim();
    if (written === '' || written.startsWith('#')) continue;
    try {
      takeLine(scripts, file, index + 1, written);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      throw new JiedaError('evaluation.invalid', { file, line: index + 1, reason: error.message }, error);
    }
  }
  for (const script of scripts) {
    if (script.lines.length === 0) throw new JiedaError('evaluation.invalid', { file, line: script.line, reason: `“${script.title}”没有内容` });
    if (script.scenes.length === 0) script.scenes.push(parseScene(''));
  }
  if (scripts.length === 0) throw new JiedaError('evaluation.invalid', { file, line: 1, reason: '没有“标题：”' });
  return scripts;
}

function takeLine(scripts: Script[], file: string, line: number, written: string): void {
  const [, key = '', only = null, value = ''] = /^(标题|场景|客户|期望)(?:[（(](.+?)[）)])?[：:]\s*(.*)$/.exec(written) ?? [];
  if (only !== null && key !== '期望') throw new Error('只有“期望”可以带括号');
  if (key === '标题') {
    scripts.push({ file, line, title: value, scenes: [], lines: [] });
    return;
  }
  const script = scripts.at(-1);
  if (script === undefined) throw new Error('第一行要写“标题：”');
  if (key === '场景') {
    if (script.lines.length > 0) throw new Error('“场景：”要写在对话之前');
    script.scenes.push(parseScene(value));
  } else if (key === '期望') expect(script, line, value, only);
  else if (key === '客户' && value !== '') script.lines.push({ line, text: written, happening: { type: 'says', text: value }, expectations: [] });
  else script.lines.push({ line, text: written, happening: eventOf(written), expectations: [] });
}

function expect({ lines, scenes }: Script, line: number, value: string, only: string | null): void {
  const last: ScriptLine | undefined = lines.at(-1);
  if (last === undefined) throw new Error('“期望：”要写在客户的话或事件之后');
  if (only !== null && !scenes.some(({ text }) => text.includes(only))) throw new Error(`没有写着“${only}”的场景`);
  last.expectations.push(...parseExpectations(line, value, only));
}

function eventOf(written: string): Happening {
  const inside = /^[（(](.+)[）)]$/.exec(written)?.[1]?.trim();
  for (const [pattern, make] of EVENTS) {
    const match = inside === undefined ? null : pattern.exec(inside);
    if (match) return make(match);
  }
  throw new Error(`看不懂“${written}”：一行以“标题：”“场景：”“客户：”“期望：”或“#”开头，或是括号里的事件`);
}
