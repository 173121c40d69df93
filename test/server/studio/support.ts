import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_PATH, type Config } from '../../../src/base/config.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { testServer, type TestServer } from '../../support/server.ts';

/** A server whose content draft is a copy of ours, with an admin who signed in. */
export type StudioServer = TestServer & { contentPath: string; admin: string };

/** `uiPath`: where built pages are, for tests that look at them. */
export async function studioServer(changes: Partial<Config> = {}, uiPath?: string): Promise<StudioServer> {
  const folder = temporaryFolder();
  for (const part of ['intents', 'dialogs', 'data/lexicons', 'data/figures.json', 'data/forbidden.json', 'data/testset.tsv']) {
    await mkdir(join(folder.path, part, '..'), { recursive: true });
    await cp(join(PROJECT_PATH, part), join(folder.path, part), { recursive: true });
  }
  const server = await testServer({ contentPath: folder.path, studio: true, ...changes }, { ...(uiPath !== undefined && { uiPath }) });
  const admin = await server.signIn('admin');
  return {
    ...server,
    contentPath: folder.path,
    admin,
    async close() {
      await server.close();
      folder.remove();
    },
  };
}
