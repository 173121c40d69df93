import { decodeAll } from './encoding.ts';
import { isObject, listOf, memberOf, parseJson, textOf } from './json.ts';
import { notesOf, type LineSource, type ReadLine } from './source.ts';

const PHRASES = /^(?:.*\/)?intents\/(.+)_usersays_([a-z]{2}(?:-[a-z]+)?)\.json$/i;
const INTENT = /^(?:.*\/)?intents\/([^/]+)\.json$/i;
const ENTITY = /^(?:.*\/)?entities\/[^/]+\.json$/i;

/** Whether names of an archive are those of an agent of Dialogflow ES. */
export function looksLikeDialogflow(names: readonly string[]): boolean {
  return names.some((name) => PHRASES.test(name) || INTENT.test(name));
}

/** The training phrases of an exported agent: Chinese ones where there are any. What it answers, its entities and its fallbacks are counted only. */
export async function readDialogflow(files: ReadonlyMap<string, Buffer>): Promise<LineSource> {
  const names = [...files.keys()].sort();
  const phrases = names.filter((name) => PHRASES.test(name));
  const chinese = phrases.filter((name) => /^zh\b/i.test(PHRASES.exec(name)![2]!));
  const chosen = chinese.length > 0 ? chinese : phrases;
  const counts = { answers: 0, entities: names.filter((name) => ENTITY.test(name)).length / 2, fallbacks: 0, languages: phrases.length - chosen.length };
  counts.entities = Math.ceil(counts.entities);
  for (const name of names.filter((one) => INTENT.test(one) && !PHRASES.test(one))) {
    const intent = await read(files, name);
    counts.answers += listOf(memberOf(intent, 'responses')).some((one) => listOf(memberOf(one, 'messages')).length > 0) ? 1 : 0;
    counts.fallbacks += memberOf(intent, 'fallbackIntent') === true ? 1 : 0;
  }
  const lines: ReadLine[] = [];
  for (const name of chosen) {
    const intent = PHRASES.exec(name)![1]!;
    lines.push(...linesOf(await read(files, name), intent, `${name.split('/').at(-1)!}:`));
  }
  return { format: 'dialogflow', lines, notes: notesOf(counts) };
}

/** Whether JSON is one intent of Dialogflow with its phrases, a list of such, or the phrases alone. */
export function looksLikeDialogflowJson(value: unknown): boolean {
  return isObject(value) ? Array.isArray(memberOf(value, 'userSays')) : listOf(value).some((one) => Array.isArray(memberOf(one, 'userSays')) || isPhrase(one));
}

/** The phrases of one JSON file; those that name no intent belong to what the file is called. */
export function readDialogflowJson(value: unknown, fileName: string): LineSource {
  const intents = (Array.isArray(value) ? value : [value]).filter((one) => Array.isArray(memberOf(one, 'userSays')));
  const own = fileName.replace(/^.*[/\\]/, '').replace(/(_usersays_[\w-]+)?\.json$/i, '');
  const lines = intents.length === 0 ? linesOf(value, own, '') : intents.flatMap((one, index) => linesOf(memberOf(one, 'userSays'), textOf(memberOf(one, 'name')) || own, `${index + 1}.`));
  return { format: 'dialogflow', lines, notes: [] };
}

async function read(files: ReadonlyMap<string, Buffer>, name: string): Promise<unknown> {
  return parseJson((await decodeAll(files.get(name)!)).text);
}

function isPhrase(value: unknown): boolean {
  return listOf(memberOf(value, 'data')).some((piece) => typeof memberOf(piece, 'text') === 'string');
}

function linesOf(phrases: unknown, intent: string, place: string): ReadLine[] {
  return listOf(phrases).map((phrase, index) => ({
    at: `${place}${index + 1}`,
    intent,
    text: listOf(memberOf(phrase, 'data')).map((piece) => textOf(memberOf(piece, 'text'))).join(''),
    emotion: null,
  }));
}
