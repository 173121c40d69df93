import type { Log } from '../base/log.ts';
import { SETTING_NAMES, SETTINGS, type SettingName, type SettingValue } from '../contract/desk/settings.ts';
import type { Storage } from '../storage/driver.ts';
import { listSettings } from '../storage/setting.ts';

/** What admins have set for the desk, as this node knows it: read from memory, fetched again when a change is announced and every few seconds. */
export type Settings = {
  get<Name extends SettingName>(name: Name): SettingValue<Name>;
  refresh(): Promise<void>;
};

/** Reads all settings. One that does not have its form (an older program wrote it) counts as never set, and is reported. */
export async function openSettings(storage: Storage, log: Log): Promise<Settings> {
  let values = new Map<SettingName, unknown>();
  let refreshing: Promise<void> = Promise.resolve();

  async function load(): Promise<void> {
    const read = new Map<SettingName, unknown>();
    for (const { name, value, rev } of await listSettings(storage.read, SETTING_NAMES)) {
      const parsed = SETTINGS[name as SettingName].schema.safeParse(JSON.parse(value));
      if (parsed.success) read.set(name as SettingName, parsed.data);
      else log.error({ setting: name, rev, problems: parsed.error.issues }, 'a setting does not have its form; what holds without it is used');
    }
    values = read;
  }

  const settings: Settings = {
    get: <Name extends SettingName>(name: Name) => (values.has(name) ? values.get(name) : SETTINGS[name].initial) as SettingValue<Name>,
    refresh() {
      refreshing = refreshing.then(load, load);
      return refreshing;
    },
  };
  await settings.refresh();
  return settings;
}
