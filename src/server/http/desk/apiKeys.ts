import { apiKeyParams, apiKeysResponse, newApiKeyRequest, newApiKeyResponse } from '../../../contract/desk/apiKeys.ts';
import { describeApiKeys, endApiKey, makeApiKey } from '../../../desk/account/apiKey.ts';
import { route } from '../../route.ts';
import { signedIn } from './signedIn.ts';

/** Keys with which other programs call us. */
export const apiKeyRoutes = [
  route({
    method: 'get',
    path: '/api/v1/desk/api-keys',
    access: 'admin',
    summary: 'The keys of programs, the newest first',
    response: apiKeysResponse,
    async handle({ runtime }) {
      return { status: 200, body: { keys: await describeApiKeys(runtime) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/api-keys',
    access: 'admin',
    summary: 'Make a key; its secret is answered this once',
    body: newApiKeyRequest,
    response: newApiKeyResponse,
    async handle({ runtime }, { body, person, ...origin }) {
      return { status: 201, body: await makeApiKey(runtime, signedIn(person), body, origin) };
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/desk/api-keys/:key',
    access: 'admin',
    summary: 'Revoke a key at once',
    params: apiKeyParams,
    async handle({ runtime }, { params, person, ...origin }) {
      await endApiKey(runtime, signedIn(person), params.key, origin);
      return { status: 204 };
    },
  }),
];
