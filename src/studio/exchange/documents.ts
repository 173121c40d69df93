import type { DialogDocument } from '../../contract/content/dialog.ts';
import type { IntentDocument } from '../../contract/content/intent.ts';
import type { ReleaseContent } from '../../contract/content/release.ts';
import type { ImportedDocument } from '../../contract/studio/exchange.ts';
import type { DocumentChange } from '../../storage/content.ts';
import { maskForLog } from '../../text/privacy.ts';
import type { DocumentSource } from './read/source.ts';

type Draft = Pick<ReleaseContent, 'intents' | 'dialogs'>;

/** What whole documents of a file would change in the draft; those that say the same as there are left alone. Each has the revision to save it on. */
export function compareDocuments({ intents, dialogs }: DocumentSource, draft: Draft): { documents: ImportedDocument[]; changes: DocumentChange[]; masked: number } {
  const found = [
    ...intents.map((document) => compareIntent(document, draft.intents.find(({ id }) => id === document.id))),
    ...dialogs.map((document) => compareDialog(document, draft.dialogs.find(({ id }) => id === document.id))),
  ];
  return {
    documents: found.map(({ document }) => document),
    changes: found.filter(({ document }) => document.change !== 'same').map(({ change }) => change),
    masked: found.reduce((sum, { masked }) => sum + masked, 0),
  };
}

type Compared = { document: ImportedDocument; change: DocumentChange; masked: number };

/** Examples that are there already stay as they are; private data in others is masked. */
function compareIntent(document: IntentDocument, before: IntentDocument | undefined): Compared {
  const known = new Set(before?.examples.map(({ text }) => text));
  const examples = document.examples.map((example) => (known.has(example.text) ? example : { ...example, text: maskForLog(example.text) }));
  const masked = examples.filter(({ text }, index) => text !== document.examples[index]!.text).length;
  const texts = new Set(examples.map(({ text }) => text));
  return {
    document: {
      kind: 'intent', id: document.id, name: document.name, change: changeOf({ ...document, examples }, before),
      added: examples.filter(({ text }) => !known.has(text)).length,
      removed: (before?.examples ?? []).filter(({ text }) => !texts.has(text)).length,
    },
    change: { kind: 'intent', document: { ...document, examples, rev: before?.rev ?? 1 } },
    masked,
  };
}

function compareDialog(document: DialogDocument, before: DialogDocument | undefined): Compared {
  return {
    document: { kind: 'dialog', id: document.id, name: document.name, change: changeOf(document, before), added: 0, removed: 0 },
    change: { kind: 'dialog', document: { ...document, rev: before?.rev ?? 1 } },
    masked: 0,
  };
}

/** The revision counts saves and is no content. */
function changeOf<Document extends { rev: number }>(document: Document, before: Document | undefined): ImportedDocument['change'] {
  if (before === undefined) return 'new';
  return JSON.stringify({ ...document, rev: 0 }) === JSON.stringify({ ...before, rev: 0 }) ? 'same' : 'changed';
}
