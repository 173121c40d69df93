import { z } from 'zod';
import { understandingSettingSchema } from '../../contract/content/caution.ts';
import { dialogDocumentSchema } from '../../contract/content/dialog.ts';
import { figuresSchema } from '../../contract/content/figures.ts';
import { forbiddenSchema } from '../../contract/content/forbidden.ts';
import { intentDocumentSchema } from '../../contract/content/intent.ts';
import { lexiconsSchema } from '../../contract/content/lexicons.ts';
import { DESCRIPTIONS } from './descriptions.ts';

type Node = { [key: string]: unknown };

/** Each content file with its schema, and which files of the content folder have it. */
const FILES = {
  'dialog.json': { schema: dialogDocumentSchema, title: '话题', files: ['dialogs/*.json'] },
  'intent.json': { schema: intentDocumentSchema, title: '意图', files: ['intents/*.json'] },
  'figures.json': { schema: figuresSchema, title: '数字', files: ['data/figures.json'] },
  'understanding.json': { schema: understandingSettingSchema, title: '理解', files: ['data/understanding.json'] },
  'forbidden.json': { schema: forbiddenSchema, title: '服务忌语', files: ['data/forbidden.json'] },
  'lexicon-words.json': { schema: lexiconsSchema.shape.words, title: '词表', files: ['data/lexicons/words.json'] },
  'lexicon-synonyms.json': { schema: lexiconsSchema.shape.synonyms, title: '同义词', files: ['data/lexicons/synonyms.json'] },
  'lexicon-emotion.json': { schema: lexiconsSchema.shape.emotion, title: '情绪词', files: ['data/lexicons/emotion.json'] },
  'lexicon-gazetteer.json': { schema: lexiconsSchema.shape.gazetteer, title: '名称', files: ['data/lexicons/gazetteer.json'] },
} as const satisfies Record<string, { schema: z.ZodType; title: string; files: readonly string[] }>;

/** JSON Schemas of the content files, with what each field means, for editors: file name → schema. */
export function jsonSchemas(): Record<string, Node> {
  return Object.fromEntries(Object.entries(FILES).map(([name, { schema, title }]) => {
    const generated = z.toJSONSchema(schema, { io: 'input', target: 'draft-7', reused: 'ref', unrepresentable: 'any' }) as Node;
    describe(generated, title);
    return [name, { ...generated, title }];
  }));
}

/** Which files have which schema, as Visual Studio Code's `json.schemas` wants it. */
export function schemaFiles(): { fileMatch: string[]; url: string }[] {
  return Object.entries(FILES).map(([name, { files }]) => ({ fileMatch: files.map((file) => `/${file}`), url: `./docs/schemas/${name}` }));
}

/** Fields of a schema that have no description yet, as `parent.field`. */
export function undescribed(schemas: Readonly<Record<string, Node>> = jsonSchemas()): string[] {
  const missing = new Set<string>();
  for (const [name, schema] of Object.entries(schemas)) {
    visit(schema, name, (parent, field, node) => {
      if (typeof node['description'] !== 'string') missing.add(`${parent}.${field}`);
    });
  }
  return [...missing].sort();
}

function describe(schema: Node, title: string): void {
  visit(schema, title, (parent, field, node) => {
    const description = DESCRIPTIONS[`${parent}.${field}`] ?? DESCRIPTIONS[field];
    if (description !== undefined) node['description'] = description;
  });
}

/** Parts of schemas that stand in several places are known by a field that only they have. */
const SHARED: Readonly<Record<string, string>> = { queued: 'when', withdraw: 'note', steps: 'forms' };

/** Walks all fields. `parent` is the field that they stand in, the type of a step, or the name of a shared part. */
function visit(node: unknown, parent: string, on: (parent: string, field: string, node: Node) => void): void {
  if (Array.isArray(node)) for (const one of node) visit(one, parent, on);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  const { properties, ...rest } = node as Node;
  if (typeof properties === 'object' && properties !== null) {
    const fields = properties as Record<string, Node>;
    const type = fields['type']?.['const'];
    const shared = Object.keys(SHARED).find((field) => Object.hasOwn(fields, field));
    const owner = typeof type === 'string' ? type : shared === undefined ? parent : SHARED[shared]!;
    for (const [field, inner] of Object.entries(fields)) {
      on(owner, field, inner);
      visit(inner, field, on);
    }
  }
  for (const [key, inner] of Object.entries(rest)) {
    if (key === 'definitions') for (const one of Object.values(inner as Node)) visit(one, parent, on);
    else visit(inner, parent, on);
  }
}
