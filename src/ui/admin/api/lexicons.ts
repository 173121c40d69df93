import type { CheckedLexicon, FoundEntity, LexiconContent, LexiconDocument, LexiconName, NewName, TriedFeelings, TriedLexicon } from '../../../contract/studio/lexicons.ts';
import type { Lexicons } from '../../../contract/content/lexicons.ts';
import { request } from './request.ts';

export const fetchLexicon = (name: LexiconName): Promise<{ edits: boolean; document: LexiconDocument }> => request('GET', `/lexicons/${name}`);

export const saveLexicon = (name: LexiconName, document: LexiconDocument): Promise<{ document: LexiconDocument }> => request('PUT', `/lexicons/${name}`, { document });

export const checkLexicon = (name: LexiconName, content: LexiconContent): Promise<CheckedLexicon> => request('POST', `/lexicons/${name}/check`, { content });

export const tryLexicon = (name: LexiconName, content: LexiconContent, text: string): Promise<TriedLexicon> => request('POST', `/lexicons/${name}/try`, { content, text });

export const addName = (name: NewName): Promise<void> => request('POST', '/names', name);

export const findEntities = (texts: string[]): Promise<{ entities: FoundEntity[][] }> => request('POST', '/entities', { texts });

export const tryFeelings = (content: Lexicons['emotion'], text: string): Promise<TriedFeelings> => request('POST', '/feelings/try', { content, text });
