import type { SettingName, SettingValue, StoredSetting } from '../../../contract/desk/settings.ts';
import { request } from './request.ts';

export const fetchSettings = (): Promise<{ settings: StoredSetting[] }> => request('GET', '/settings');

export const changeSetting = <Name extends SettingName>(name: Name, rev: number, value: SettingValue<Name>): Promise<{ setting: StoredSetting }> =>
  request('PUT', `/settings/${name}`, { rev, value });
