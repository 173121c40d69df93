import { z } from 'zod';
import { changeWebhookRequest, deliveriesResponse, deliveryParams, deliverySchema, newWebhookRequest, renewSecretRequest, webhookParams, webhookResponse, webhookSecretResponse, webhooksResponse } from '../../../contract/desk/webhooks.ts';
import { addWebhook, changeWebhook, deliveriesOf, describeWebhooks, removeWebhook, renewSecret, sendAgain, sendTest } from '../../../desk/webhook.ts';
import { route } from '../../route.ts';
import { signedIn } from './signedIn.ts';

const BASE = '/api/v1/desk/webhooks';
const deliveryResponse = z.object({ delivery: deliverySchema });

/** Other systems that are told what happens. */
export const webhookRoutes = [
  route({
    method: 'get',
    path: BASE,
    access: 'admin',
    summary: 'The webhooks, and how they stand',
    response: webhooksResponse,
    async handle({ runtime }) {
      return { status: 200, body: { webhooks: await describeWebhooks(runtime) } };
    },
  }),
  route({
    method: 'post',
    path: BASE,
    access: 'admin',
    summary: 'Add a webhook; its secret is answered this once',
    body: newWebhookRequest,
    response: webhookSecretResponse,
    async handle({ runtime }, { body, person, ...origin }) {
      return { status: 201, body: await addWebhook(runtime, signedIn(person), body, origin) };
    },
  }),
  route({
    method: 'put',
    path: `${BASE}/:webhook`,
    access: 'admin',
    summary: 'Change, pause or resume a webhook that was read with this revision',
    params: webhookParams,
    body: changeWebhookRequest,
    response: webhookResponse,
    async handle({ runtime }, { params, body, person, ...origin }) {
      return { status: 200, body: { webhook: await changeWebhook(runtime, signedIn(person), params.webhook, body, origin) } };
    },
  }),
  route({
    method: 'delete',
    path: `${BASE}/:webhook`,
    access: 'admin',
    summary: 'Remove a webhook, its log, and what waits for it',
    params: webhookParams,
    async handle({ runtime }, { params, person, ...origin }) {
      await removeWebhook(runtime, signedIn(person), params.webhook, origin);
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: `${BASE}/:webhook/secret`,
    access: 'admin',
    summary: 'Give a webhook another secret; the one before signs besides for a day',
    params: webhookParams,
    body: renewSecretRequest,
    response: webhookSecretResponse,
    async handle({ runtime }, { params, body, person, ...origin }) {
      return { status: 200, body: await renewSecret(runtime, signedIn(person), params.webhook, body.rev, origin) };
    },
  }),
  route({
    method: 'post',
    path: `${BASE}/:webhook/test`,
    access: 'admin',
    summary: 'Send a test message at once',
    params: webhookParams,
    response: deliveryResponse,
    async handle({ runtime }, { params }) {
      return { status: 200, body: { delivery: await sendTest(runtime, params.webhook) } };
    },
  }),
  route({
    method: 'get',
    path: `${BASE}/:webhook/deliveries`,
    access: 'admin',
    summary: 'The last attempts, the newest first',
    params: webhookParams,
    response: deliveriesResponse,
    async handle({ runtime }, { params }) {
      return { status: 200, body: { deliveries: await deliveriesOf(runtime, params.webhook) } };
    },
  }),
  route({
    method: 'post',
    path: `${BASE}/:webhook/deliveries/:delivery/again`,
    access: 'admin',
    summary: 'Send once more what was sent before, under the same id',
    params: deliveryParams,
    response: deliveryResponse,
    async handle({ runtime }, { params, person, ...origin }) {
      return { status: 200, body: { delivery: await sendAgain(runtime, signedIn(person), params.webhook, params.delivery, origin) } };
    },
  }),
];
