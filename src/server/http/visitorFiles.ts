import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { fileBytesSchema, fileParams, sendFileQuery } from '../../contract/file.ts';
import { conversationIdSchema, postMessageResponse } from '../../contract/visitor.ts';
import { fileOf, sendByCustomer } from '../../conversation/file/send.ts';
import { take } from '../limiters.ts';
import { route } from '../route.ts';

/** Pictures and documents between customer and desk. */
export const visitorFileRoutes = [
  route({
    method: 'post',
    path: '/api/v1/visitor/conversations/:id/files',
    access: 'visitor',
    summary: 'Send a file while a person serves or is waited for; its bytes are the body',
    params: z.strictObject({ id: conversationIdSchema }),
    query: sendFileQuery,
    body: fileBytesSchema,
    uploadBytes: LIMITS.fileBytes,
    response: postMessageResponse,
    async handle({ runtime, limiters }, { params: { id }, query, body }) {
      await take(limiters.messages, id, 'message.too_fast');
      return { status: 200, body: { seq: await sendByCustomer(runtime, { conversationId: id, ...query, content: body }) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/visitor/conversations/:id/files/:key',
    access: 'visitor',
    summary: 'The bytes of a file of this conversation',
    params: fileParams,
    async handle({ runtime }, { params: { id, key } }) {
      return { status: 200, file: await fileOf(runtime, id, key) };
    },
  }),
];
