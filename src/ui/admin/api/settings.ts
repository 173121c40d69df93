import type { ApiKey, NewApiKey } from '../../../contract/desk/apiKeys.ts';
import type { SettingName, SettingValue, StoredSetting } from '../../../contract/desk/settings.ts';
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

/** How everything that can be set stands. `hours`: whether somebody has set them. */
export type Overview = { keys: number; hours: boolean; people: number; teams: number };

export async function fetchOverview(): Promise<Overview> {
  const [{ keys }, hours, { persons }, { teams }] = await Promise.all([
    fetchApiKeys(),
    fetchSetting('desk.hours'),
    requestDesk<{ persons: { disabled: boolean }[] }>('GET', '/persons'),
    requestDesk<{ teams: unknown[] }>('GET', '/teams'),
  ]);
  return { keys: keys.filter(({ state }) => state === 'active').length, hours: hours.value !== null, people: persons.filter(({ disabled }) => !disabled).length, teams: teams.length };
}
