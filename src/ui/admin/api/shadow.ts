import type { SettingValue } from '../../../contract/desk/settings.ts';
import type { ShadowReport } from '../../../contract/studio/shadow.ts';
import { request, requestDesk } from './request.ts';

type ShadowSetting = SettingValue<'studio.shadow'>;

export const fetchShadow = (number: number): Promise<ShadowReport> => request('GET', `/releases/${number}/shadow`);

export const handOver = (number: number, ids: string[]): Promise<{ handedOver: number }> => request('POST', `/releases/${number}/shadow/review`, { ids });

/** Which release listens beside the live one, with the number of the setting's last change. */
export async function fetchShadowSetting(): Promise<{ rev: number; value: ShadowSetting }> {
  const { settings } = await requestDesk<{ settings: { name: string; value: unknown; rev: number }[] }>('GET', '/settings');
  const { rev, value } = settings.find(({ name }) => name === 'studio.shadow')!;
  return { rev, value: value as ShadowSetting };
}

export const saveShadowSetting = (rev: number, value: ShadowSetting): Promise<unknown> => requestDesk('PUT', '/settings/studio.shadow', { rev, value });
