import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { cyclesOf } from './cycle.ts';
import { isRoot, NODE_MODULES, PACKAGES, roomOf, ROOMS } from './rooms.ts';
import { readSource, type Import, type Source } from './source.ts';

/** Longer files are refused; the aim is 250. */
const LINES_MAX = 300;
/** Names that say nothing about what is inside. */
const EMPTY_NAMES = /^(utils?|helpers?|services?|managers?)$/;

/** Everything that is wrong with these files (path from the project's folder → text), a line each: file, import, rule. */
export function check(files: ReadonlyMap<string, string>): string[] {
  const sources = [...files].map(([path, text]) => readSource(path, text));
  return [
    ...sources.flatMap(checkFile),
    ...sources.filter(({ path }) => path.startsWith('src/')).flatMap((source) => source.imports.flatMap((one) => checkImport(source, one))),
    ...cyclesOf(sources.map((source) => ({ path: source.path, targets: targetsOf(source) }))).map((cycle) => `${cycle.join(' → ')}: imports go round in a circle`),
  ];
}

function checkFile({ path, lines, isBarrel, computedImports }: Source): string[] {
  const found: string[] = [];
  const say = (rule: string) => found.push(`${path}: ${rule}`);
  if (lines > LINES_MAX) say(`${lines} lines; at most ${LINES_MAX}, the aim is 250`);
  const empty = path.split('/').map(lastWordOf).find((word) => EMPTY_NAMES.test(word));
  if (empty !== undefined) say(`"${empty}" in a name says nothing; name what it does`);
  if (!path.startsWith('src/')) return found;
  if (isBarrel) say('no barrels: import from the file that has it');
  if (computedImports > 0) say('an import must name its target, so that it can be checked');
  if (!isRoot(path) && roomOf(path) === undefined) say('no room of the table; a new room begins with a line in ARCHITECTURE.md and test/architecture/rooms.ts');
  return found;
}

function checkImport(source: Source, { specifier, typesOnly }: Import): string[] {
  const { path } = source;
  const broken = specifier.startsWith('.') ? brokenBetweenRooms(path, posix.join(posix.dirname(path), specifier), typesOnly) : brokenOutside(path, specifier);
  return broken === undefined ? [] : [`${path} imports ${specifier}: ${broken}`];
}

function brokenBetweenRooms(from: string, to: string, typesOnly: boolean): string | undefined {
  if (!to.startsWith('src/')) return to.endsWith('.json') ? undefined : 'what is outside src/ is no part of the program';
  if (isRoot(from)) return undefined;
  if (isRoot(to)) return 'only composition roots (main.ts, cli.ts, command/) know composition roots';
  const [room, other] = [roomOf(from), roomOf(to)];
  if (room === undefined || other === undefined || other === room || other === 'base') return undefined;
  const allowed = ROOMS[room]?.[other];
  if (allowed === 'all' || (allowed === 'types' && typesOnly)) return undefined;
  return allowed === 'types' ? `${room} may take only types from ${other}, with \`import type\`` : `${room} may import ${listOf(room)}, not ${other}`;
}

function listOf(room: string): string {
  return ['base', ...Object.entries(ROOMS[room] ?? {}).map(([name, how]) => (how === 'types' ? `types of ${name}` : name))].join(', ');
}

function brokenOutside(path: string, specifier: string): string | undefined {
  if (isBuiltin(specifier)) {
    const allowed = NODE_MODULES[roomOf(path) ?? ''];
    return allowed === undefined || allowed.test(specifier) ? undefined : `${roomOf(path)} does no input and output and runs anywhere`;
  }
  const name = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  const rule = PACKAGES.find(({ packages }) => packages.test(name));
  return rule === undefined || rule.files.test(path) ? undefined : `${name} is used only in ${rule.where}`;
}

/** The files that this one loads at run time. */
function targetsOf({ path, imports }: Source): string[] {
  return imports.filter(({ specifier, typesOnly }) => specifier.startsWith('.') && !typesOnly).map(({ specifier }) => posix.join(posix.dirname(path), specifier));
}

/** What kind of thing a folder or file says it is: `queueManager.test.ts` a manager, while `serviceComplaint.ts` is a complaint. */
function lastWordOf(name: string): string {
  const words = name.replace(/(\.(test|d))?\.\w+$/, '').replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2');
  return words.toLowerCase().split(/[^a-z0-9]+/).at(-1) ?? '';
}

/** Folders that this description does not name, written as `name/`. */
export function unnamed(folders: string[], description: string): string[] {
  return folders.filter((folder) => !new RegExp(`(^|[^\\w./-])(src/)?${folder.replaceAll('.', '\\.')}/`, 'm').test(description));
}
