import { releaseParams } from '../../../contract/studio/releases.ts';
import { handedOverResponse, handOverRequest, shadowResponse } from '../../../contract/studio/shadow.ts';
import { handOverDifferences, readShadow } from '../../../studio/releases/shadow.ts';
import { requireEditing } from '../../../studio/studio.ts';
import { route } from '../../route.ts';
import { authorOf } from './author.ts';

const PATH = '/api/v1/studio/releases/:number/shadow';

/** A release that listens beside the live one. It begins and ends by the setting `studio.shadow`. */
export const shadowRoutes = [
  route({
    method: 'get',
    path: PATH,
    access: 'admin',
    summary: 'Where a release in the shadow understood customers otherwise than the live one',
    params: releaseParams,
    response: shadowResponse,
    async handle({ studio }, { params: { number } }) {
      return { status: 200, body: await readShadow(studio, Number(number)) };
    },
  }),
  route({
    method: 'post',
    path: `${PATH}/review`,
    access: 'admin',
    summary: 'Give texts that were understood otherwise to those who label',
    params: releaseParams,
    body: handOverRequest,
    response: handedOverResponse,
    async handle({ studio }, { params: { number }, body: { ids }, ...call }) {
      requireEditing(studio);
      return { status: 200, body: { handedOver: await handOverDifferences(studio, authorOf(call), Number(number), ids) } };
    },
  }),
];
