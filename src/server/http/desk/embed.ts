import { z } from 'zod';
import { route } from '../../route.ts';

const embedResponse = z.object({ address: z.string().nullable(), origins: z.array(z.string()) });

/** How sites bring the widget onto their pages. */
export const embedRoutes = [
  route({
    method: 'get',
    path: '/api/v1/desk/embed',
    access: 'admin',
    summary: 'Under which address people reach this server (null: nobody has said so), and which sites may embed the widget',
    response: embedResponse,
    handle: ({ config }) => Promise.resolve({ status: 200, body: { address: config.publicUrl ?? null, origins: config.origins } }),
  }),
];
