import { searchQuery, searchResponse } from '../../../contract/desk/search.ts';
import { searchConversations } from '../../../desk/search.ts';
import { route } from '../../route.ts';

/** Finding conversations by what was said in them. */
export const searchRoutes = [
  route({
    method: 'get',
    path: '/api/v1/desk/search',
    access: 'agent',
    summary: 'Conversations in which words were said, newest first',
    query: searchQuery,
    response: searchResponse,
    async handle({ runtime }, { query }) {
      return { status: 200, body: await searchConversations(runtime, query) };
    },
  }),
];
