import type { DialogDocument } from '../../../contract/content/dialog.ts';
import type { HistoryKind, Difference, Version } from '../../../contract/studio/history.ts';
import type { DialogProblem, DialogSummary, DialogUses, FiguresDocument, NewDialog, PreviewAnswer } from '../../../contract/studio/dialogs.ts';
import { request } from './request.ts';

const at = (id: string): string => `/dialogs/${encodeURIComponent(id)}`;

export const fetchDialogs = (): Promise<{ edits: boolean; dialogs: DialogSummary[] }> => request('GET', '/dialogs');

export const fetchDialog = (id: string): Promise<{ edits: boolean; document: DialogDocument }> => request('GET', at(id));

export const saveDialog = (document: DialogDocument): Promise<{ document: DialogDocument }> => request('PUT', at(document.id), { document });

export const checkDialog = (document: DialogDocument): Promise<{ problems: DialogProblem[] }> => request('POST', `${at(document.id)}/check`, { document });

export const createDialog = (dialog: NewDialog): Promise<{ document: DialogDocument }> => request('POST', '/dialogs', dialog);

export const fetchDialogUses = (id: string): Promise<DialogUses> => request('GET', `${at(id)}/uses`);

export const removeDialog = (id: string, rev: number): Promise<void> => request('POST', `${at(id)}/remove`, { rev });

export const previewDialog = (state: string | null, queued: boolean, text?: string, document?: DialogDocument): Promise<PreviewAnswer> =>
  request('POST', '/preview', { state, queued, ...(text !== undefined && { text }), ...(document && { document }) });

export const fetchFigures = (): Promise<{ edits: boolean; document: FiguresDocument; uses: Record<string, string[]> }> => request('GET', '/figures');

export const saveFigures = (document: FiguresDocument): Promise<{ document: FiguresDocument }> => request('PUT', '/figures', { document });

const history = (kind: HistoryKind, id: string): string => `/history/${kind}/${encodeURIComponent(id)}`;

export const fetchVersions = (kind: HistoryKind, id: string): Promise<{ versions: Version[] }> => request('GET', history(kind, id));

export const fetchVersion = (kind: HistoryKind, id: string, number: number): Promise<{ changes: Difference[]; restoring: Difference[] }> => request('GET', `${history(kind, id)}/${number}`);

export const restoreVersion = (kind: HistoryKind, id: string, number: number): Promise<void> => request('POST', `${history(kind, id)}/${number}/restore`, {});
