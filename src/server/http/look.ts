import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { lookResponse, pictureKeySchema } from '../../contract/look.ts';
import { lookPicture, presentLook } from '../../desk/look.ts';
import { route } from '../route.ts';

const YEAR_S = 365 * 24 * 3_600;

/** How the widget looks: the same for everybody, so that it may be kept for a moment. */
export const lookRoutes = [
  route({
    method: 'get',
    path: '/api/v1/visitor/look',
    access: 'public',
    summary: 'How the widget looks: colours, texts, place; null where it looks as by itself',
    response: lookResponse,
    handle: ({ runtime }) => Promise.resolve({ status: 200, body: { look: presentLook(runtime) }, cache: { maxAge_s: LIMITS.lookAge_s } }),
  }),
  route({
    method: 'get',
    path: '/api/v1/visitor/look/pictures/:key',
    access: 'public',
    summary: 'A picture of the look; what a key names never changes',
    params: z.strictObject({ key: pictureKeySchema }),
    async handle({ runtime }, { params: { key } }) {
      return { status: 200, file: await lookPicture(runtime, key), cache: { maxAge_s: YEAR_S, immutable: true } };
    },
  }),
];
