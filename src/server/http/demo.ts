import { JiedaError } from '../../base/errors.ts';
import { demoCustomersResponse } from '../../contract/demo.ts';
import { route } from '../route.ts';

/** What the demo shop's own server would do: say who its customers are, signed. There only while no real site uses this server. */
export const demoRoutes = [
  route({
    method: 'get',
    path: '/api/v1/demo/customers',
    access: 'public',
    summary: 'The customers of the demo shop with their signed identities; not found outside the demo',
    response: demoCustomersResponse,
    async handle({ demoShop }) {
      if (demoShop === null) throw new JiedaError('request.not_found');
      return { status: 200, body: { customers: demoShop.customers } };
    },
  }),
];
