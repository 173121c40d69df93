import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Low, type Adapter } from 'lowdb';
import type { z } from 'zod';
import { JiedaError } from '../base/errors.ts';
import { dialogDocumentSchema, type DialogDocument } from '../contract/content/dialog.ts';
import { figuresSchema, type Figures } from '../contract/content/figures.ts';
import { forbiddenSchema, type ForbiddenEntry } from '../contract/content/forbidden.ts';
import { intentDocumentSchema, intentIdSchema, type IntentDocument } from '../contract/content/intent.ts';
import { lexiconsSchema } from '../contract/content/lexicons.ts';
import type { ReleaseContent } from '../contract/content/release.ts';
import { formatDocument } from './documentFormat.ts';
import { readTextFile, writeDurably } from './durableFile.ts';

const LEXICONS = ['words', 'synonyms', 'emotion', 'gazetteer'] as const;
const FORBIDDEN = 'data/forbidden.json';
const FIGURES = 'data/figures.json';
/** Problems told of one file: the first ones are usually the reason for the others. */
const PROBLEMS_SHOWN = 5;

/** The two kinds of documents that people edit, each in its folder, one file a document. */
const FOLDERS = {
  intent: { folder: 'intents', schema: intentDocumentSchema },
  dialog: { folder: 'dialogs', schema: dialogDocumentSchema },
} as const;

export type DocumentOf = { intent: IntentDocument; dialog: DialogDocument };
export type DocumentKind = keyof DocumentOf;

/** lowdb's adapter for one document: durable writes, and text that git can show line by line. */
class DocumentFile implements Adapter<unknown> {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async read(): Promise<unknown> {
    const text = await readTextFile(this.#path);
    return text === null ? null : parseJson(this.#path, text);
  }

  write(document: unknown): Promise<void> {
    return writeDurably(this.#path, formatDocument(document));
  }
}

/** The content draft: what admins edit and the next release is made of. One process writes it (`JIEDA_STUDIO`). */
export class ContentDraft {
  readonly #path: string;
  /** Saves run one after another, so that comparing `rev` and writing are one step. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(contentPath: string) {
    this.#path = contentPath;
  }

  /** @throws JiedaError `content.invalid` with every problem of every file. */
  async readAll(): Promise<ReleaseContent> {
    const problems: string[] = [];
    const check = <Value>(name: string, schema: z.ZodType<Value>, value: unknown): Value | undefined => {
      const parsed = schema.safeParse(value);
      if (parsed.success) return parsed.data;
      problems.push(...problemsOf(name, parsed.error));
      return undefined;
    };
    const lexicons: Record<string, unknown> = {};
    for (const name of LEXICONS) lexicons[name] = await this.#read(`data/lexicons/${name}.json`);
    const content = {
      intents: await this.#readFolder('intent', check),
      dialogs: await this.#readFolder('dialog', check),
      lexicons: check('data/lexicons', lexiconsSchema, lexicons),
      figures: check(FIGURES, figuresSchema, await this.#read(FIGURES)),
    };
    if (problems.length > 0) throw new JiedaError('content.invalid', { problems });
    return content as ReleaseContent;
  }

  /**
   * What nobody writes to a customer; no part of a release, because it says nothing of what the bot does. Without the file: nothing.
   * @throws JiedaError `content.invalid` with the first problems of the file.
   */
  async readForbidden(): Promise<ForbiddenEntry[]> {
    const parsed = forbiddenSchema.safeParse((await this.#read(FORBIDDEN)) ?? []);
    if (parsed.success) return parsed.data;
    throw new JiedaError('content.invalid', { problems: problemsOf(FORBIDDEN, parsed.error) });
  }

  async find<Kind extends DocumentKind>(kind: Kind, id: string): Promise<DocumentOf[Kind] | null> {
    const value = await this.#read(this.#fileOf(kind, id));
    return value === null ? null : (FOLDERS[kind].schema.parse(value) as DocumentOf[Kind]);
  }

  /**
   * Saves a document on the revision that its editor saw, and gives it the next one.
   * @throws JiedaError `content.conflict` with `current`, the version that somebody else saved meanwhile.
   */
  save<Kind extends DocumentKind>(kind: Kind, document: DocumentOf[Kind]): Promise<DocumentOf[Kind]> {
    const saved = this.#last.then(async () => {
      const current = await this.find(kind, document.id);
      if ((current?.rev ?? 0) !== (current === null ? 0 : document.rev)) throw new JiedaError('content.conflict', { current });
      const next = FOLDERS[kind].schema.parse({ ...document, rev: (current?.rev ?? 0) + 1 }) as DocumentOf[Kind];
      await this.#write(this.#fileOf(kind, document.id), next);
      return next;
    });
    this.#last = saved.catch(() => undefined);
    return saved;
  }

  /** The figures; `rev` changes with every change of their file. @throws JiedaError `content.invalid`. */
  async readFigures(): Promise<{ rev: string; figures: Figures }> {
    const parsed = figuresSchema.safeParse(await this.#read(FIGURES));
    if (!parsed.success) throw new JiedaError('content.invalid', { problems: problemsOf(FIGURES, parsed.error) });
    return { rev: createHash('sha256').update(JSON.stringify(parsed.data)).digest('hex').slice(0, 16), figures: parsed.data };
  }

  /** Saves the figures on the revision that their editor saw. @throws JiedaError `content.conflict` with `current`. */
  saveFigures(rev: string, figures: Figures): Promise<{ rev: string; figures: Figures }> {
    const saved = this.#last.then(async () => {
      const current = await this.readFigures();
      if (current.rev !== rev) throw new JiedaError('content.conflict', { current });
      await this.#write(FIGURES, figuresSchema.parse(figures));
      return this.readFigures();
    });
    this.#last = saved.catch(() => undefined);
    return saved;
  }

  async #readFolder<Kind extends DocumentKind>(
    kind: Kind,
    check: (name: string, schema: z.ZodType<DocumentOf[Kind]>, value: unknown) => DocumentOf[Kind] | undefined,
  ): Promise<(DocumentOf[Kind] | undefined)[]> {
    const { folder, schema } = FOLDERS[kind];
    const names = (await readdir(join(this.#path, folder))).filter((name) => name.endsWith('.json')).sort();
    return Promise.all(
      names.map(async (name) => check(`${folder}/${name}`, schema as unknown as z.ZodType<DocumentOf[Kind]>, await this.#read(`${folder}/${name}`))),
    );
  }

  #fileOf(kind: DocumentKind, id: string): string {
    // The id becomes part of a path; its schema leaves no room for `..` or a separator.
    return `${FOLDERS[kind].folder}/${intentIdSchema.parse(id)}.json`;
  }

  async #write(name: string, document: unknown): Promise<void> {
    const file = new Low<unknown>(new DocumentFile(join(this.#path, name)), null);
    file.data = document;
    await file.write();
  }

  async #read(name: string): Promise<unknown> {
    const file = new Low<unknown>(new DocumentFile(join(this.#path, name)), null);
    await file.read();
    return file.data;
  }
}

function problemsOf(name: string, error: z.ZodError): string[] {
  return error.issues.slice(0, PROBLEMS_SHOWN).map((issue) => `${name}: ${issue.path.join('.')}: ${issue.message}`);
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new JiedaError('content.invalid', { problems: [`${path}: ${error instanceof Error ? error.message : 'no JSON'}`] }, error);
  }
}
