import { z } from 'zod';
import { LIMITS } from '../../../base/limits.ts';
import { fileBytesSchema, fileParams, sendFileQuery } from '../../../contract/file.ts';
import { conversationIdSchema, postMessageResponse } from '../../../contract/visitor.ts';
import { fileOf } from '../../../conversation/file/send.ts';
import { sendByPerson } from '../../../desk/file.ts';
import { route } from '../../route.ts';
import { signedIn } from './signedIn.ts';

/** Pictures and documents between desk and customer. */
export const deskFileRoutes = [
  route({
    method: 'post',
    path: '/api/v1/desk/conversations/:id/files',
    access: 'agent',
    summary: 'Send the customer a file; its bytes are the body',
    params: z.strictObject({ id: conversationIdSchema }),
    query: sendFileQuery,
    body: fileBytesSchema,
    uploadBytes: LIMITS.fileBytes,
    response: postMessageResponse,
    async handle({ runtime }, { params: { id }, query, body, person }) {
      return { status: 200, body: { seq: await sendByPerson(runtime, signedIn(person), { conversationId: id, ...query, content: body }) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/conversations/:id/files/:key',
    access: 'agent',
    summary: 'The bytes of a file that was sent',
    params: fileParams,
    async handle({ runtime }, { params: { id, key } }) {
      return { status: 200, file: await fileOf(runtime, id, key) };
    },
  }),
];
