import { JiedaError } from '../base/errors.ts';
import type { DeskPerson } from '../contract/desk.ts';
import { SETTING_NAMES, SETTINGS, type SettingName, type SettingValue, type StoredSetting } from '../contract/desk/settings.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { audit } from '../storage/audit.ts';
import type { Database } from '../storage/schema.ts';
import { listSettings, replaceSetting } from '../storage/setting.ts';
import { checkLook } from './look.ts';
import type { Origin } from './account/origin.ts';

/** Every setting with the number of its last change, as the database has it now. */
export async function describeSettings(database: Database): Promise<StoredSetting[]> {
  const stored = new Map((await listSettings(database, SETTING_NAMES)).map((setting) => [setting.name, setting]));
  return SETTING_NAMES.map((name) => {
    const setting = stored.get(name);
    const parsed = setting === undefined ? undefined : SETTINGS[name].schema.safeParse(JSON.parse(setting.value));
    return { name, value: parsed?.success ? parsed.data : SETTINGS[name].initial, rev: setting?.rev ?? 0 };
  });
}

/** What a form cannot say of a setting: looks at it, within the transaction that saves it. */
const CHECKS: { [Name in SettingName]?: (database: Database, value: SettingValue<Name>) => Promise<void> } = { 'widget.look': checkLook };

/**
 * Changes a setting that was read as revision `rev`; every node follows. @returns it with its new revision.
 * @throws JiedaError `request.invalid`; whatever its check throws; `setting.conflict` with what it is now, when somebody else has changed it meanwhile.
 */
export async function changeSetting(runtime: Runtime, by: DeskPerson, name: SettingName, { rev, value }: { rev: number; value?: unknown }, origin: Origin): Promise<StoredSetting> {
  const parsed = SETTINGS[name].schema.safeParse(value);
  if (!parsed.success) throw new JiedaError('request.invalid', { problems: parsed.error.issues.slice(0, 10).map(({ path, message }) => ({ field: path.join('.'), message })) });
  await runtime.storage.transaction(async (database) => {
    await (CHECKS[name] as ((database: Database, value: unknown) => Promise<void>) | undefined)?.(database, parsed.data);
    if (!(await replaceSetting(database, name, JSON.stringify(parsed.data), rev))) {
      const now = (await describeSettings(database)).find((setting) => setting.name === name);
      throw new JiedaError('setting.conflict', { rev: now?.rev, value: now?.value });
    }
    await audit(database, { at_ms: runtime.clock.now_ms(), by: by.id, action: 'setting.changed', on: name, from: origin.address, details: { rev: rev + 1 } });
  });
  await runtime.settings.refresh();
  runtime.events.publish({ type: 'settings' });
  return { name, value: parsed.data, rev: rev + 1 };
}
