import { expect, it } from '@jest/globals';
import { openStorage } from '../../src/storage/driver.ts';
import { findPicture, hasPicture, prunePictures, putPicture } from '../../src/storage/lookPicture.ts';

type Location = { databaseUrl: string | undefined; dataPath: string };

/** Pictures of the widget; the same on every engine. */
export function lookContract(engine: string, prepare: () => Promise<{ location: Location; remove(): Promise<void> | void }>): void {
  it(`pictures of the widget on ${engine} are for every node what they were, and the oldest go, but never the one in use`, async () => {
    const { location, remove } = await prepare();
    const storage = await openStorage(location);
    const content = new Uint8Array([0, 1, 127, 128, 255, 0, 13, 10]);
    const put = (key: string, at_ms: number) => storage.transaction((database) => putPicture(database, { key, type: 'image/png', content }, at_ms));
    for (const [index, key] of ['used', 'old', 'again', 'new'].entries()) await put(key, index);
    await put('again', 10);
    expect(await findPicture(storage.read, 'used')).toEqual({ key: 'used', type: 'image/png', content });
    await storage.transaction((database) => prunePictures(database, 'used', 2));
    const left = await Promise.all(['used', 'old', 'again', 'new', 'never'].map((key) => hasPicture(storage.read, key)));
    expect(left).toEqual([true, false, true, true, false]);
    await storage.transaction((database) => prunePictures(database, null, 2));
    expect([await hasPicture(storage.read, 'used'), await findPicture(storage.read, 'used')]).toEqual([false, undefined]);
    await storage.close();
    await remove();
  });
}
