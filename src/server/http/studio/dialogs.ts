import { JiedaError } from '../../../base/errors.ts';
import {
  createDialogRequest, dialogParams, dialogProblemsResponse, dialogResponse, dialogsResponse, dialogUsesResponse, figuresResponse, previewRequest, previewResponse, removeDialogRequest,
  saveDialogRequest, saveFiguresRequest,
} from '../../../contract/studio/dialogs.ts';
import { createDialog, examineDialog, listDialogs, readDialog, saveDialog } from '../../../studio/content/dialogs.ts';
import { readFigures, saveFigures } from '../../../studio/content/figures.ts';
import { preview } from '../../../studio/content/preview.ts';
import { removeDialog, usesOfDialog } from '../../../studio/content/removeDialog.ts';
import { route } from '../../route.ts';
import { authorOf } from './author.ts';

/** The dialogs of the content draft, the figures that they name, and a chat with them. */
export const dialogRoutes = [
  route({
    method: 'get',
    path: '/api/v1/studio/dialogs',
    access: 'admin',
    summary: 'The dialogs of the content draft',
    response: dialogsResponse,
    async handle({ studio }) {
      return { status: 200, body: { edits: studio.edits, dialogs: await listDialogs(studio) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/dialogs',
    access: 'admin',
    summary: 'A new dialog that answers one intent with a text',
    body: createDialogRequest,
    response: dialogResponse,
    async handle({ studio }, { body, ...call }) {
      return { status: 201, body: { edits: studio.edits, document: await createDialog(studio, authorOf(call), body) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/studio/dialogs/:dialog',
    access: 'admin',
    summary: 'One dialog of the content draft',
    params: dialogParams,
    response: dialogResponse,
    async handle({ studio }, { params: { dialog } }) {
      return { status: 200, body: { edits: studio.edits, document: await readDialog(studio, dialog) } };
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/studio/dialogs/:dialog',
    access: 'admin',
    summary: 'Save a dialog; refused with what it is now when somebody else has saved it meanwhile',
    params: dialogParams,
    body: saveDialogRequest,
    response: dialogResponse,
    async handle({ studio }, { params: { dialog }, body: { document }, ...call }) {
      if (document.id !== dialog) throw new JiedaError('request.invalid');
      return { status: 200, body: { edits: studio.edits, document: await saveDialog(studio, authorOf(call), document) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/dialogs/:dialog/check',
    access: 'admin',
    summary: 'What compiling and the doctor say of a dialog as it is being written',
    params: dialogParams,
    body: saveDialogRequest,
    response: dialogProblemsResponse,
    async handle({ studio }, { body: { document } }) {
      return { status: 200, body: { problems: await examineDialog(studio, document) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/studio/dialogs/:dialog/uses',
    access: 'admin',
    summary: 'What a dialog that went would leave behind: what needs it, what nothing would answer',
    params: dialogParams,
    response: dialogUsesResponse,
    async handle({ studio }, { params: { dialog } }) {
      return { status: 200, body: await usesOfDialog(studio, dialog) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/dialogs/:dialog/remove',
    access: 'admin',
    summary: 'Remove a dialog that no other needs; its versions stay',
    params: dialogParams,
    body: removeDialogRequest,
    async handle({ studio }, { params: { dialog }, body: { rev }, ...call }) {
      await removeDialog(studio, authorOf(call), dialog, rev);
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/preview',
    access: 'admin',
    summary: 'Chat with the dialogs of the draft; nothing is stored',
    body: previewRequest,
    response: previewResponse,
    async handle({ studio }, { body }) {
      return { status: 200, body: await preview(studio, body) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/studio/figures',
    access: 'admin',
    summary: 'The figures of the content draft, and which replies name each',
    response: figuresResponse,
    async handle({ studio }) {
      return { status: 200, body: { edits: studio.edits, ...(await readFigures(studio)) } };
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/studio/figures',
    access: 'admin',
    summary: 'Save the figures; refused with what they are now when somebody else has saved them meanwhile',
    body: saveFiguresRequest,
    async handle({ studio }, { body: { document }, ...call }) {
      return { status: 200, body: { document: await saveFigures(studio, authorOf(call), document) } };
    },
  }),
];
