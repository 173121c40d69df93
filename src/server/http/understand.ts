import { understandTextRequest, understandTextResponse } from '../../contract/desk/apiKeys.ts';
import { route } from '../route.ts';

/** Understanding for other programs. */
export const understandRoutes = [
  route({
    method: 'post',
    path: '/api/v1/understand',
    access: 'key',
    summary: 'Understand a text with the model that serves, as `jieda classify` does; nothing is stored',
    body: understandTextRequest,
    response: understandTextResponse,
    handle({ runtime }, { body }) {
      const { text, intent, confidence, alternatives, emotion, entities, private: found, reason, parts } = runtime.serving.current().understanding.understand(body.text);
      return Promise.resolve({ status: 200, body: { text, intent, confidence, alternatives, emotion, entities, private: found, reason, ...(parts && { parts }) } });
    },
  }),
];
