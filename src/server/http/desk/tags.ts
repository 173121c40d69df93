import { tagParams, tagRequest, tagResponse, tagsResponse } from '../../../contract/desk/work.ts';
import { addTag, allTags, changeTag, removeTag } from '../../../desk/tags.ts';
import { route } from '../../route.ts';
import { signedIn } from './signedIn.ts';

/** The list of tags that conversations can have; admins maintain it. */
export const tagRoutes = [
  route({
    method: 'get',
    path: '/api/v1/desk/tags',
    access: 'agent',
    summary: 'All tags',
    response: tagsResponse,
    async handle({ runtime }) {
      return { status: 200, body: { tags: await allTags(runtime) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/tags',
    access: 'admin',
    summary: 'Add a tag',
    body: tagRequest,
    response: tagResponse,
    async handle({ runtime }, { body, person }) {
      return { status: 201, body: { tag: await addTag(runtime, signedIn(person), body.name) } };
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/desk/tags/:tag',
    access: 'admin',
    summary: 'Rename a tag',
    params: tagParams,
    body: tagRequest,
    response: tagResponse,
    async handle({ runtime }, { params, body, person }) {
      return { status: 200, body: { tag: await changeTag(runtime, signedIn(person), { id: params.tag, name: body.name }) } };
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/desk/tags/:tag',
    access: 'admin',
    summary: 'Remove a tag, also from every conversation',
    params: tagParams,
    async handle({ runtime }, { params, person }) {
      await removeTag(runtime, signedIn(person), params.tag);
      return { status: 204 };
    },
  }),
];
