import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Low, type Adapter } from 'lowdb';
import type { z } from 'zod';
import { JiedaError } from '../base/errors.ts';
import { dialogDocumentSchema, type DialogDocument } from '../contract/content/dialog.ts';
import type { Figures } from '../contract/content/figures.ts';
import { forbiddenSchema, type ForbiddenEntry } from '../contract/content/forbidden.ts';
import { intentDocumentSchema, intentIdSchema, type IntentDocument } from '../contract/content/intent.ts';
import { lexiconsSchema } from '../contract/content/lexicons.ts';
import type { ReleaseContent } from '../contract/content/release.ts';
import { FILES, JSON_FORMAT, problemsOf, revisionOf, TEXT_FORMAT, type FileFormat, type FileName, type FileOf, type Revised } from './contentFiles.ts';
import { readTextFile, writeDurably } from './durableFile.ts';

const LEXICONS = ['words', 'synonyms', 'emotion', 'gazetteer'] as const;
const FORBIDDEN = 'data/forbidden.json';
const CONVERSATIONS = 'dialogs/conversations';
/** The revision of a document that there is not yet. */
const NEW = 1;

/** The two kinds of documents that people edit, each in its folder, one file a document. */
const FOLDERS = {
  intent: { folder: 'intents', schema: intentDocumentSchema },
  dialog: { folder: 'dialogs', schema: dialogDocumentSchema },
} as const;

export type DocumentOf = { intent: IntentDocument; dialog: DialogDocument };
export type DocumentKind = keyof DocumentOf;

/** A document to save on the revision that its editor saw. */
export type DocumentChange = { [Kind in DocumentKind]: { kind: Kind; document: DocumentOf[Kind] } }[DocumentKind];
/** A document that was saved, and what it was before; `null`: there was none. */
export type SavedDocument = { kind: DocumentKind; before: DocumentOf[DocumentKind] | null; now: DocumentOf[DocumentKind] };

/** lowdb's adapter for one document: durable writes, and text that git can show line by line. */
class DocumentFile implements Adapter<unknown> {
  readonly #path: string;
  readonly #format: FileFormat;

  constructor(path: string, format: FileFormat) {
    this.#path = path;
    this.#format = format;
  }

  async read(): Promise<unknown> {
    const text = await readTextFile(this.#path);
    return text === null ? null : this.#format.parse(this.#path, text);
  }

  write(document: unknown): Promise<void> {
    return writeDurably(this.#path, this.#format.format(document));
  }
}

/** The content draft: what admins edit and the next release is made of. One process writes it (`JIEDA_STUDIO`). */
export class ContentDraft {
  readonly #path: string;
  /** Saves run one after another, so that comparing `rev` and writing are one step. */
  #last: Promise<unknown> = Promise.resolve();
  /** The same objects while the file says the same: whoever compiles their patterns, which takes long, keeps what was made of each. */
  #forbidden: { rev: string; entries: ForbiddenEntry[] } | undefined;

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
    const { path, schema, empty } = FILES.understanding;
    const caution = check(path, schema, (await this.#read(path)) ?? empty)?.caution;
    const content = {
      intents: await this.#readFolder('intent', check),
      dialogs: await this.#readFolder('dialog', check),
      lexicons: check('data/lexicons', lexiconsSchema, lexicons),
      figures: check(FILES.figures.path, FILES.figures.schema, await this.#read(FILES.figures.path)),
      // What is usual is not said, so that content without it keeps its name.
      ...(caution !== 'normal' && { caution }),
    };
    if (problems.length > 0) throw new JiedaError('content.invalid', { problems });
    return content as ReleaseContent;
  }

  /**
   * What nobody writes to a customer; no part of a release, because it says nothing of what the bot does. Without the file: nothing.
   * @throws JiedaError `content.invalid` with the first problems of the file.
   */
  async readForbidden(): Promise<ForbiddenEntry[]> {
    const value = (await this.#read(FORBIDDEN)) ?? [];
    const rev = revisionOf(value);
    if (this.#forbidden?.rev !== rev) this.#forbidden = { rev, entries: valid(FORBIDDEN, forbiddenSchema, value) };
    return this.#forbidden.entries;
  }

  /** @throws JiedaError `content.invalid` for a file that is none of the kind. */
  async find<Kind extends DocumentKind>(kind: Kind, id: string): Promise<DocumentOf[Kind] | null> {
    const value = await this.#read(this.#fileOf(kind, id));
    return value === null ? null : this.#valid(kind, id, value);
  }

  /**
   * Saves a document on the revision that its editor saw, and gives it the next one.
   * @throws JiedaError `content.conflict` with `current`, the version that somebody else saved meanwhile, `null` where it was removed; `content.invalid` for what is none of the kind,
   * such as an intent with too many examples.
   */
  save<Kind extends DocumentKind>(kind: Kind, document: DocumentOf[Kind]): Promise<DocumentOf[Kind]> {
    return this.#alone(async () => {
      const current = await this.find(kind, document.id);
      if ((current?.rev ?? NEW) !== document.rev) throw new JiedaError('content.conflict', { current });
      const next = this.#valid(kind, document.id, { ...document, rev: (current?.rev ?? 0) + 1 });
      await this.#write(this.#fileOf(kind, document.id), next);
      return next;
    });
  }

  /** Removes a document on the revision that was seen. @throws JiedaError `content.conflict` with `current`, which is `null` where it is gone already. */
  remove(kind: DocumentKind, id: string, rev: number): Promise<void> {
    return this.#alone(async () => {
      const current = await this.find(kind, id);
      if (current?.rev !== rev) throw new JiedaError('content.conflict', { current });
      await rm(join(this.#path, this.#fileOf(kind, id)));
    });
  }

  /** One of the files that carry no revision. @throws JiedaError `content.invalid`. */
  async readFile<Name extends FileName>(name: Name): Promise<Revised<FileOf[Name]>> {
    const { path, schema, format, empty } = FILES[name];
    const content = valid(path, schema as unknown as z.ZodType<FileOf[Name]>, (await this.#read(path, format)) ?? empty);
    return { rev: revisionOf(content), content };
  }

  /** Saves such a file on the revision that its editor saw. @throws JiedaError `content.conflict` with `current`, as {@link readFile} gives it; `content.invalid`. */
  saveFile<Name extends FileName>(name: Name, rev: string, content: FileOf[Name]): Promise<Revised<FileOf[Name]>> {
    return this.#alone(async () => {
      const current = await this.readFile(name);
      if (current.rev !== rev) throw new JiedaError('content.conflict', { current });
      const { path, schema, format } = FILES[name];
      await this.#write(path, valid(path, schema as unknown as z.ZodType<FileOf[Name]>, content), format);
      return this.readFile(name);
    });
  }

  /**
   * Saves several documents, all or none, with no other save between them. `settle` is called when all files are written; when it or a file fails,
   * or `signal` ends the work, every file is put back as it stood.
   * @throws JiedaError `content.conflict` with `current` and `content.invalid`, before anything is written.
   */
  saveTogether(changes: readonly DocumentChange[], signal: AbortSignal | undefined, settle: (saved: readonly SavedDocument[]) => Promise<void>): Promise<void> {
    return this.#alone(async () => {
      const saves: SavedDocument[] = [];
      for (const { kind, document } of changes) {
        const before = await this.find(kind, document.id);
        if ((before?.rev ?? NEW) !== document.rev) throw new JiedaError('content.conflict', { current: before });
        saves.push({ kind, before, now: this.#valid(kind, document.id, { ...document, rev: (before?.rev ?? 0) + 1 }) });
      }
      const asTheyStood: { name: string; text: string | null }[] = [];
      try {
        for (const { kind, now } of saves) {
          signal?.throwIfAborted();
          const name = this.#fileOf(kind, now.id);
          asTheyStood.push({ name, text: await readTextFile(join(this.#path, name)) });
          await this.#write(name, now);
        }
        signal?.throwIfAborted();
        await settle(saves);
      } catch (error) {
        for (const { name, text } of asTheyStood) await this.#putBack(name, text);
        throw error;
      }
    });
  }

  async #putBack(name: string, text: string | null): Promise<void> {
    if (text === null) await rm(join(this.#path, name), { force: true });
    else await writeDurably(join(this.#path, name), text);
  }

  /** The figures; `rev` changes with every change of their file. @throws JiedaError `content.invalid`. */
  async readFigures(): Promise<{ rev: string; figures: Figures }> {
    const { rev, content } = await this.readFile('figures');
    return { rev, figures: content };
  }

  /** Ids of the files with conversation tests, in their order. */
  async listConversations(): Promise<string[]> {
    const names = await readdir(join(this.#path, CONVERSATIONS)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    return names.filter((name) => name.endsWith('.txt')).map((name) => name.slice(0, -'.txt'.length)).filter((id) => intentIdSchema.safeParse(id).success).sort();
  }

  /** A file of conversation tests as it was written; `null` where there is none. */
  async findConversations(id: string): Promise<Revised<string> | null> {
    const text = await this.#read(conversationFile(id), TEXT_FORMAT);
    return typeof text === 'string' ? { rev: revisionOf(text), content: text } : null;
  }

  /** Saves such a file on the revision that its editor saw, `null` for a new one; a text of `null` removes it. @throws JiedaError `content.conflict` with `current`. */
  saveConversations(id: string, rev: string | null, text: string | null): Promise<Revised<string> | null> {
    return this.#alone(async () => {
      const current = await this.findConversations(id);
      if ((current?.rev ?? null) !== rev) throw new JiedaError('content.conflict', { current });
      if (text === null) await rm(join(this.#path, conversationFile(id)), { force: true });
      else await this.#write(conversationFile(id), text, TEXT_FORMAT);
      return this.findConversations(id);
    });
  }

  #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
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

  #valid<Kind extends DocumentKind>(kind: Kind, id: string, value: unknown): DocumentOf[Kind] {
    return valid(this.#fileOf(kind, id), FOLDERS[kind].schema as unknown as z.ZodType<DocumentOf[Kind]>, value);
  }

  #fileOf(kind: DocumentKind, id: string): string {
    // The id becomes part of a path; its schema leaves no room for `..` or a separator.
    return `${FOLDERS[kind].folder}/${intentIdSchema.parse(id)}.json`;
  }

  async #write(name: string, document: unknown, format: FileFormat = JSON_FORMAT): Promise<void> {
    const file = new Low<unknown>(new DocumentFile(join(this.#path, name), format), null);
    file.data = document;
    await file.write();
  }

  async #read(name: string, format: FileFormat = JSON_FORMAT): Promise<unknown> {
    const file = new Low<unknown>(new DocumentFile(join(this.#path, name), format), null);
    await file.read();
    return file.data;
  }
}

function conversationFile(id: string): string {
  // As with documents: no `..`, no separator.
  return `${CONVERSATIONS}/${intentIdSchema.parse(id)}.txt`;
}

function valid<Value>(name: string, schema: z.ZodType<Value>, value: unknown): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new JiedaError('content.invalid', { problems: problemsOf(name, parsed.error) });
}
