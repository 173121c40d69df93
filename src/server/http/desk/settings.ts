import { z } from 'zod';
import { changeSettingRequest, settingNameSchema, settingsResponse } from '../../../contract/desk/settings.ts';
import { changeSetting, describeSettings } from '../../../desk/setting.ts';
import { route } from '../../route.ts';
import { signedIn } from './signedIn.ts';

/** What admins set for the whole desk. */
export const settingRoutes = [
  route({
    method: 'get',
    path: '/api/v1/desk/settings',
    access: 'admin',
    summary: 'All settings of the desk',
    response: settingsResponse,
    async handle({ runtime }) {
      return { status: 200, body: { settings: await describeSettings(runtime.storage.read) } };
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/desk/settings/:name',
    access: 'admin',
    summary: 'Change a setting; refused with what it is now when somebody else has changed it meanwhile',
    params: z.strictObject({ name: settingNameSchema }),
    body: changeSettingRequest,
    async handle({ runtime }, { params: { name }, body, person, ...origin }) {
      return { status: 200, body: { setting: await changeSetting(runtime, signedIn(person), name, body, origin) } };
    },
  }),
];
