import {
  addNameRequest, checkLexiconRequest, checkLexiconResponse, findEntitiesRequest, findEntitiesResponse, lexiconParams, lexiconResponse, saveLexiconRequest,
  tryFeelingsRequest, tryFeelingsResponse, tryLexiconRequest, tryLexiconResponse,
} from '../../../contract/studio/lexicons.ts';
import { checkLexicon } from '../../../studio/lexicon/check.ts';
import { tryFeelings } from '../../../studio/lexicon/emotion.ts';
import { findEntities } from '../../../studio/lexicon/entities.ts';
import { addName, readLexicon, saveLexicon } from '../../../studio/lexicon/lexicon.ts';
import { route } from '../../route.ts';
import { tryLexicon } from '../../../studio/lexicon/trying.ts';
import { authorOf } from './author.ts';

/** The lexicons of the content draft: words, synonyms, names, words of feelings. */
export const lexiconRoutes = [
  route({
    method: 'get',
    path: '/api/v1/studio/lexicons/:lexicon',
    access: 'admin',
    summary: 'One lexicon of the content draft',
    params: lexiconParams,
    response: lexiconResponse,
    async handle({ studio }, { params: { lexicon } }) {
      return { status: 200, body: { edits: studio.edits, document: await readLexicon(studio, lexicon) } };
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/studio/lexicons/:lexicon',
    access: 'admin',
    summary: 'Save a lexicon; refused with what it is now when somebody else has saved it meanwhile',
    params: lexiconParams,
    body: saveLexiconRequest,
    response: lexiconResponse,
    async handle({ studio }, { params: { lexicon }, body: { document }, ...call }) {
      return { status: 200, body: { edits: studio.edits, document: await saveLexicon(studio, authorOf(call), lexicon, document) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/lexicons/:lexicon/check',
    access: 'admin',
    summary: 'What is to be said of a lexicon as it is being written, and how many examples it changes',
    params: lexiconParams,
    body: checkLexiconRequest,
    response: checkLexiconResponse,
    async handle({ studio }, { params: { lexicon }, body: { content } }) {
      return { status: 200, body: await checkLexicon(studio, lexicon, content) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/lexicons/:lexicon/try',
    access: 'admin',
    summary: 'How a text is read with a lexicon as it is being written',
    params: lexiconParams,
    body: tryLexiconRequest,
    response: tryLexiconResponse,
    async handle({ studio }, { params: { lexicon }, body: { content, text } }) {
      return { status: 200, body: await tryLexicon(studio, lexicon, content, text) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/feelings/try',
    access: 'admin',
    summary: 'Try words and patterns of feelings on a text',
    body: tryFeelingsRequest,
    response: tryFeelingsResponse,
    handle: (_server, { body: { content, text } }) => Promise.resolve({ status: 200, body: tryFeelings(content, text) }),
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/names',
    access: 'admin',
    summary: 'Add a name to the gazetteer',
    body: addNameRequest,
    async handle({ studio }, { body, ...call }) {
      await addName(studio, authorOf(call), body);
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/entities',
    access: 'admin',
    summary: 'What texts name, by the gazetteer of the draft and by patterns',
    body: findEntitiesRequest,
    response: findEntitiesResponse,
    async handle({ studio }, { body: { texts } }) {
      return { status: 200, body: { entities: await findEntities(studio, texts) } };
    },
  }),
];
