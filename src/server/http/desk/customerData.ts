import {
  countRetentionRequest, countRetentionResponse, eraseCustomerRequest, eraseCustomerResponse, exportCustomerRequest, findCustomerRequest, findCustomerResponse,
} from '../../../contract/desk/customerData.ts';
import { eraseCustomer, exportCustomer, findCustomerData } from '../../../desk/customerData.ts';
import { countExpired } from '../../../desk/retention.ts';
import { route } from '../../route.ts';
import { signedIn } from './signedIn.ts';

/** How long data is kept, and what a person may ask about theirs. Whom it is about stands in bodies, which nobody logs. */
export const customerDataRoutes = [
  route({
    method: 'post',
    path: '/api/v1/desk/retention/count',
    access: 'admin',
    summary: 'What would be deleted by now if this were the setting; nothing is',
    body: countRetentionRequest,
    response: countRetentionResponse,
    async handle({ runtime }, { body }) {
      return { status: 200, body: { counts: await countExpired(runtime, body.retention) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/customers/find',
    access: 'admin',
    summary: 'What is kept of a customer',
    body: findCustomerRequest,
    response: findCustomerResponse,
    async handle({ runtime }, { body }) {
      return { status: 200, body: { customers: await findCustomerData(runtime, body) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/customers/export',
    access: 'admin',
    summary: 'Everything that is kept of a customer, as a file',
    body: exportCustomerRequest,
    async handle({ runtime }, { body: { ref, format }, person, ...origin }) {
      const content = await exportCustomer(runtime, signedIn(person), ref, format, origin);
      const [name, type] = format === 'json' ? ['customer.json', 'application/json'] : ['customer.txt', 'text/plain; charset=utf-8'];
      return { status: 200, file: { name, type, content } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/customers/erase',
    access: 'admin',
    summary: 'Erase what a customer said and who they are, for ever',
    body: eraseCustomerRequest,
    response: eraseCustomerResponse,
    async handle({ runtime }, { body: { ref, confirm }, person, ...origin }) {
      return { status: 200, body: await eraseCustomer(runtime, signedIn(person), ref, confirm, origin) };
    },
  }),
];
