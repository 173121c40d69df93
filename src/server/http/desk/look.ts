import { LIMITS } from '../../../base/limits.ts';
import { fileBytesSchema } from '../../../contract/file.ts';
import { addPictureResponse } from '../../../contract/look.ts';
import { addPicture } from '../../../desk/look.ts';
import { route } from '../../route.ts';
import { signedIn } from './signedIn.ts';

/** What the look consists of is the setting `widget.look`; its picture is sent beforehand. */
export const deskLookRoutes = [
  route({
    method: 'post',
    path: '/api/v1/desk/look/pictures',
    access: 'admin',
    summary: 'Store a picture (PNG, JPEG or WebP) for the widget; its bytes are the body. The setting widget.look names it by its key',
    body: fileBytesSchema,
    uploadBytes: LIMITS.lookPictureBytes,
    response: addPictureResponse,
    async handle({ runtime }, { body, person, ...origin }) {
      return { status: 201, body: { key: await addPicture(runtime, signedIn(person), body, origin) } };
    },
  }),
];
