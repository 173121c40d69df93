import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, unnamed } from './architecture/check.ts';
import { ROOMS } from './architecture/rooms.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(project, path), 'utf8');

function sourcesBelow(folder: string): [path: string, text: string][] {
  const names = readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.(ts|tsx|vue)$/.test(name)).map((name) => [`${folder}/${name}`, read(`${folder}/${name}`)]);
}

function foldersIn(folder: string): string[] {
  return readdirSync(join(project, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

describe('the project', () => {
  test('keeps the rules of its architecture', () => {
    expect(check(new Map([...sourcesBelow('src'), ...sourcesBelow('test')]))).toEqual([]);
  });

  test('names every folder in ARCHITECTURE.md', () => {
    const ignored = new Set(read('.gitignore').split('\n').map((line) => line.replace(/\/$/, '')));
    const top = foldersIn('.').filter((name) => name !== '.git' && !ignored.has(name));
    expect(unnamed([...top, ...foldersIn('src'), ...foldersIn('src/ui').map((name) => `ui/${name}`)], read('ARCHITECTURE.md'))).toEqual([]);
  });
});

/** Every room with a file that each room of the table may import. */
const EMPTY_ROOMS = Object.keys(ROOMS).map((room): [string, string] => [`src/${room}/a.ts`, 'export const a = 1;']);

/** [what is wrong, files, what the checker has to say]. */
const WRONG: [string, Record<string, string>, string][] = [
  ['text knows dialog', { 'src/text/x.ts': "import { a } from '../dialog/a.ts';" }, 'src/text/x.ts imports ../dialog/a.ts: text may import base, contract, not dialog'],
  ['contract knows text', { 'src/contract/x.ts': "import type { A } from '../text/a.ts';" }, 'contract may import base, not text'],
  ['base knows contract', { 'src/base/x.ts': "import { a } from '../contract/a.ts';" }, 'base may import base, not contract'],
  ['storage knows text', { 'src/storage/x.ts': "export { a } from '../text/a.ts';\nexport const b = 1;" }, 'storage may import base, contract, not text'],
  ['dialog runs text', { 'src/dialog/x.ts': "import { a } from '../text/a.ts';" }, 'dialog may take only types from text'],
  ['dialog runs text beside a type', { 'src/dialog/x.ts': "import { type A } from '../text/a.ts';" }, 'dialog may take only types from text'],
  ['dialog loads text later', { 'src/dialog/x.ts': "await import('../text/a.ts');" }, 'dialog may take only types from text'],
  ['dialog does input and output', { 'src/dialog/x.ts': "import 'node:fs';" }, 'dialog does no input and output'],
  ['text opens the network', { 'src/text/x.ts': "import 'net';" }, 'text does no input and output'],
  ['conversation knows the desk', { 'src/conversation/x.ts': "import { a } from '../desk/a.ts';" }, 'not desk'],
  ['desk decides', { 'src/desk/x.ts': "import { a } from '../dialog/a.ts';" }, 'not dialog'],
  ['studio knows conversations', { 'src/studio/x.ts': "import { a } from '../conversation/a.ts';" }, 'not conversation'],
  ['a channel reads the database', { 'src/channel/x.ts': "import { a } from '../storage/a.ts';" }, 'not storage'],
  ['the server reads the database', { 'src/server/http/x.ts': "import { a } from '../../storage/a.ts';" }, 'src/server/http/x.ts imports ../../storage/a.ts: server may import'],
  ['the server takes a type of the database', { 'src/server/x.ts': "type A = import('../storage/a.ts').A;" }, 'not storage'],
  ['a worker leaves its room', { 'src/storage/x.ts': "new Worker(new URL('../text/a.ts', import.meta.url));" }, 'not text'],
  ['the widget runs a schema', { 'src/ui/widget/x.ts': "import { a } from '../../contract/a.ts';" }, 'ui/widget may take only types from contract'],
  ['the widget loads Vue', { 'src/ui/widget/x.ts': "import { ref } from 'vue';" }, 'vue is used only in'],
  ['the desk takes from admin', { 'src/ui/desk/X.vue': "<template>x</template>\n<script setup lang=\"ts\">\nimport { a } from '../admin/a.ts';\n</script>" }, 'src/ui/desk/X.vue imports ../admin/a.ts'],
  ['a page uses Node.js', { 'src/ui/desk/x.ts': "import { join } from 'node:path';" }, 'runs anywhere'],
  ['a room knows main', { 'src/server/x.ts': "import type { Running } from '../main.ts';", 'src/main.ts': '' }, 'only composition roots'],
  ['a folder is no room', { 'src/tools/x.ts': '' }, 'src/tools/x.ts: no room of the table'],
  ['a file lies beside the roots', { 'src/x.ts': '' }, 'src/x.ts: no room of the table'],
  ['the program loads a test', { 'src/base/x.ts': "import '../../test/x.ts';" }, 'is no part of the program'],
  ['Botkit spreads', { 'src/channel/line.ts': "import { Botkit } from 'botkit';" }, 'botkit is used only in src/channel/web.ts'],
  ['Bot Framework spreads', { 'src/server/x.ts': "import { TurnContext } from 'botbuilder-core';" }, 'botbuilder-core is used only in src/channel/web.ts'],
  ['lowdb spreads', { 'src/studio/x.ts': "import { Low } from 'lowdb/node';" }, 'lowdb is used only in src/storage/content.ts'],
  ['nodejieba spreads', { 'src/text/x.ts': "import nodejieba from 'nodejieba';" }, 'nodejieba is used only in src/text/segment.ts'],
  ['natural spreads', { 'src/studio/x.ts': "require('natural/lib/natural/classifiers/x.js');" }, 'natural is used only in src/text/'],
  ['SQL spreads', { 'src/desk/x.ts': "import { sql } from 'kysely';" }, 'kysely is used only in src/storage/'],
  ['Redis spreads', { 'src/conversation/x.ts': "import { createClient } from 'redis';" }, 'redis is used only in'],
  ['Express spreads', { 'src/desk/x.ts': "import express from 'express';" }, 'express is used only in src/server/'],
  ["a page's library spreads", { 'src/server/x.ts': "import { io } from 'socket.io-client';" }, 'socket.io-client is used only in src/ui/'],
  ['Commander spreads', { 'src/studio/x.ts': "import { Command } from 'commander';" }, 'commander is used only in'],
  ['a barrel', { 'src/text/index.ts': "export { a } from './a.ts';" }, 'src/text/index.ts: no barrels'],
  ['half a barrel', { 'src/text/x.ts': "export * from './a.ts';\nexport const b = 1;" }, 'no barrels'],
  ['an import is computed', { 'src/text/x.ts': 'await import(name);' }, 'an import must name its target'],
  ['a long file', { 'test/text/x.test.ts': 'a;\n'.repeat(301) }, 'test/text/x.test.ts: 301 lines'],
  ['an empty name', { 'src/text/stringUtils.ts': '' }, '"utils" in a name says nothing'],
  ['an empty name of a test', { 'test/desk/queueManager.test.ts': '' }, '"manager" in a name says nothing'],
  ['an empty folder name', { 'src/desk/services/sla.ts': '' }, '"services" in a name says nothing'],
  ['a circle', { 'src/text/x.ts': "import './y.ts';", 'src/text/y.ts': "import './z.ts';", 'src/text/z.ts': "import './x.ts';" }, 'src/text/x.ts → src/text/y.ts → src/text/z.ts → src/text/x.ts: imports go round'],
  ['a file that imports itself', { 'src/text/x.ts': "import { a } from './x.ts';" }, 'src/text/x.ts → src/text/x.ts: imports go round'],
];

const RIGHT: [string, Record<string, string>][] = [
  ['dialog takes types of text', { 'src/dialog/x.ts': "import type { A } from '../text/a.ts';\nexport type { B } from '../text/a.ts';\nexport const b = 1;" }],
  ['roots know every room', { 'src/main.ts': "import '../src/storage/a.ts';", 'src/command/x.ts': "import '../main.ts';\nimport { Command } from 'commander';" }],
  ['text reads no files but packs', { 'src/text/x.ts': "import { gzipSync } from 'node:zlib';" }],
  ['a file hands on beside its own', { 'src/text/x.ts': "export { a } from './a.ts';\nexport const b = 1;" }],
  ['types may go round', { 'src/text/x.ts': "import { y } from './y.ts';", 'src/text/y.ts': "import type { X } from './x.ts';" }],
  ['a name begins with what it is about', { 'src/desk/serviceComplaint.test.ts': '' }],
  ['tests know everything', { 'test/x.test.ts': "import { Low } from 'lowdb';\nimport '../src/main.ts';", 'src/main.ts': '' }],
];

describe('the checker', () => {
  const checked = (files: Record<string, string>) => check(new Map([...EMPTY_ROOMS, ...Object.entries(files)]));

  test.each(WRONG)('sees that %s', (_what, files, message) => {
    expect(checked(files)).toEqual([expect.stringContaining(message)]);
  });

  test.each(RIGHT)('lets pass that %s', (_what, files) => {
    expect(checked(files)).toEqual([]);
  });

  test('misses no folder that the description leaves out', () => {
    expect(unnamed(['text', 'ui/desk', '.ci'], 'The context/ of src/ui/desk/ in\n.ci/ of it')).toEqual(['text']);
    expect(unnamed(['text', '.ci'], '`text/` and `xci/`')).toEqual(['.ci']);
  });
});
