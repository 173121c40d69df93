import type { Caution } from '../../../contract/content/caution.ts';
import type { ApiKey, NewApiKey } from '../../../contract/desk/apiKeys.ts';
import type { CustomerData, CustomerRef, FindCustomer, Retention, RetentionCounts } from '../../../contract/desk/customerData.ts';
import type { SettingName, SettingValue, StoredSetting } from '../../../contract/desk/settings.ts';
import { PLAIN_LOOK } from '../../../contract/look.ts';
import type { ChangeWebhook, Delivery, NewWebhook, Webhook } from '../../../contract/desk/webhooks.ts';
import { RequestError } from '../../shared/request.ts';
import { fetchUnderstanding } from './releases.ts';
import { requestDesk } from './request.ts';

export const fetchApiKeys = (): Promise<{ keys: ApiKey[] }> => requestDesk('GET', '/api-keys');

export const makeApiKey = (key: NewApiKey): Promise<{ key: ApiKey; secret: string }> => requestDesk('POST', '/api-keys', key);

export const endApiKey = (id: string): Promise<void> => requestDesk('DELETE', `/api-keys/${encodeURIComponent(id)}`);

/** One setting of the desk as it is stored. */
export async function fetchSetting<Name extends SettingName>(name: Name): Promise<{ rev: number; value: SettingValue<Name> }> {
  const { settings } = await requestDesk<{ settings: StoredSetting[] }>('GET', '/settings');
  const { rev, value } = settings.find((setting) => setting.name === name) as StoredSetting;
  return { rev, value: value as SettingValue<Name> };
}

export const changeSetting = <Name extends SettingName>(name: Name, rev: number, value: SettingValue<Name>): Promise<{ setting: StoredSetting }> =>
  requestDesk('PUT', `/settings/${name}`, { rev, value });

/** How everything that can be set stands. `hours`, `look`: whether somebody has set them; `gate`: the accuracy that it asks for. */
export type Overview = { keys: number; webhooks: number; pausedByFailures: number; retention: boolean; hours: boolean; look: boolean; people: number; teams: number; gate: number | null; caution: Caution };

export async function fetchOverview(): Promise<Overview> {
  const [{ keys }, { webhooks }, hours, look, retention, gate, { document }, { persons }, { teams }] = await Promise.all([
    fetchApiKeys(),
    fetchWebhooks(),
    fetchSetting('desk.hours'),
    fetchSetting('widget.look'),
    fetchSetting('data.retention'),
    fetchSetting('studio.gate'),
    fetchUnderstanding(),
    requestDesk<{ persons: { disabled: boolean }[] }>('GET', '/persons'),
    requestDesk<{ teams: unknown[] }>('GET', '/teams'),
  ]);
  const pausedByFailures = webhooks.filter(({ paused }) => paused?.reason === 'failures').length;
  return { keys: keys.filter(({ state }) => state === 'active').length, webhooks: webhooks.length, pausedByFailures, retention: retention.value.conversations !== null, hours: hours.value !== null, look: JSON.stringify(look.value) !== JSON.stringify(PLAIN_LOOK), people: persons.filter(({ disabled }) => !disabled).length, teams: teams.length, gate: gate.value.accuracy, caution: document.caution };
}

const webhookAt = (id: string): string => `/webhooks/${encodeURIComponent(id)}`;

/** A webhook waits for its answer as long as the server does. */
const SENDING = { timeout_ms: 30_000 };

export const fetchWebhooks = (): Promise<{ webhooks: Webhook[] }> => requestDesk('GET', '/webhooks');

export const addWebhook = (webhook: NewWebhook): Promise<{ webhook: Webhook; secret: string }> => requestDesk('POST', '/webhooks', webhook);

export const changeWebhook = (id: string, change: ChangeWebhook): Promise<{ webhook: Webhook }> => requestDesk('PUT', webhookAt(id), change);

export const removeWebhook = (id: string): Promise<void> => requestDesk('DELETE', webhookAt(id));

export const renewSecret = (id: string, rev: number): Promise<{ webhook: Webhook; secret: string }> => requestDesk('POST', `${webhookAt(id)}/secret`, { rev });

export const sendTest = (id: string): Promise<{ delivery: Delivery }> => requestDesk('POST', `${webhookAt(id)}/test`, {}, SENDING);

export const fetchDeliveries = (id: string): Promise<{ deliveries: Delivery[] }> => requestDesk('GET', `${webhookAt(id)}/deliveries`);

export const sendAgain = (id: string, delivery: string): Promise<{ delivery: Delivery }> => requestDesk('POST', `${webhookAt(id)}/deliveries/${encodeURIComponent(delivery)}/again`, {}, SENDING);

export const countExpired = (retention: Retention): Promise<{ counts: RetentionCounts }> => requestDesk('POST', '/retention/count', { retention });

export const findCustomers = (sought: FindCustomer): Promise<{ customers: CustomerData[] }> => requestDesk('POST', '/customers/find', sought);

export const eraseCustomer = (ref: CustomerRef, confirm: string): Promise<{ conversations: number; tickets: number }> => requestDesk('POST', '/customers/erase', { ref, confirm });

/** A file of everything that is kept of a customer. Asked for with a body, so that nobody's id stands in an address. @throws RequestError. */
export async function exportCustomer(ref: CustomerRef, format: 'json' | 'text'): Promise<Blob> {
  const response = await fetch('/api/v1/desk/customers/export', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, credentials: 'same-origin', body: JSON.stringify({ ref, format }),
  });
  if (!response.ok) throw new RequestError('offline', '');
  return response.blob();
}

export const fetchEmbed = (): Promise<{ address: string | null; origins: string[] }> => requestDesk('GET', '/embed');

/** Stores a picture for the widget. @returns the key by which a look names it. */
export const addLookPicture = (picture: Blob): Promise<{ key: string }> => requestDesk('POST', '/look/pictures', picture, SENDING);

/** Where a stored picture is. */
export const lookPictureAt = (key: string): string => `/api/v1/visitor/look/pictures/${key}`;
