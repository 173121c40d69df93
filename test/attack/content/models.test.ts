import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openLog } from '../../../src/base/log.ts';
import { seededRandom } from '../../../src/base/random.ts';
import { openServing } from '../../../src/conversation/serving.ts';
import { openStorage, type Storage } from '../../../src/storage/driver.ts';
import { findRelease } from '../../../src/storage/release.ts';
import { learnHere } from '../../../src/studio/learning.ts';
import { publish } from '../../../src/studio/publish.ts';
import { train } from '../../../src/studio/release.ts';
import { learnedOf } from '../../../src/text/learned.ts';
import { pack, unpack } from '../../../src/text/packing.ts';
import { smallContent } from '../../support/content.ts';
import { temporaryFolder } from '../../support/folder.ts';

const SEED = 46;
const DIGEST = 32;

/** A file with the right digest around any bytes: what somebody makes who knows the layout. */
const sealed = (inside: Uint8Array) => Buffer.concat([createHash('sha256').update(inside).digest(), inside]);

describe(`a model that is not what was stored (seed ${SEED})`, () => {
  const folder = temporaryFolder();
  const alarms: string[] = [];
  let storage: Storage;
  let good: number;
  let bad: number;
  let model: Uint8Array;
  beforeAll(async () => {
    storage = await openStorage({ databaseUrl: undefined, dataPath: folder.path });
    const content = await smallContent();
    const clock = { now_ms: () => 1_000 };
    const number = async (figures: object) => (await train(storage, { readAll: async () => ({ ...content, figures: { ...content.figures, ...figures } }) }, clock, undefined, { learning: learnHere })).number;
    good = await number({});
    bad = await number({ another: { value: 7, unit: '天', label: '天数' } });
    model = (await findRelease(storage.read, good)).model;
  }, 120_000);
  afterAll(async () => {
    await storage.close();
    folder.remove();
  });

  const random = seededRandom(SEED);
  const flipped = (bytes: Uint8Array) => {
    const copy = Uint8Array.from(bytes);
    const at = random(copy.length);
    copy[at] = (copy[at] as number) ^ (1 << random(8));
    return copy;
  };

  it('cut off anywhere, or with any bit turned over, is refused as a whole', () => {
    const lengths = [0, 1, DIGEST - 1, DIGEST, DIGEST + 1, model.length - 1, ...Array.from({ length: 30 }, () => random(model.length))];
    for (const length of lengths) expect(() => learnedOf(model.subarray(0, length))).toThrow(expect.objectContaining({ code: 'release.damaged' }));
    for (let index = 0; index < 60; index += 1) expect(() => learnedOf(flipped(model))).toThrow(expect.objectContaining({ code: 'release.damaged' }));
    expect(() => learnedOf(Buffer.concat([model, Buffer.from([0])]))).toThrow(expect.objectContaining({ code: 'release.damaged' }));
  });

  it('made to measure by somebody who knows the layout is refused, and executes nothing', () => {
    const inside = inflateSync(model.subarray(DIGEST));
    const { header } = unpack(model) as { header: Record<string, unknown> };
    const withHead = (change: (head: Record<string, unknown>) => unknown) => {
      const end = 4 + inside.readUInt32LE(0);
      const head = Buffer.from(JSON.stringify(change(JSON.parse(inside.toString('utf8', 4, end)) as Record<string, unknown>)));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(head.length);
      return sealed(deflateSync(Buffer.concat([length, head, inside.subarray(end)])));
    };
    type Arrays = { name: string; kind: string; length: number }[];
    const arrays = (change: (list: Arrays) => unknown) => withHead((head) => ({ ...head, arrays: change(head['arrays'] as Arrays) }));
    const forged: [string, Uint8Array][] = [
      ['an older format', withHead((head) => ({ ...head, format: 0 }))],
      ['a later format', withHead((head) => ({ ...head, format: 9_999 }))],
      ['a format as text', withHead((head) => ({ ...head, format: '1' }))],
      ['a head with more', withHead((head) => ({ ...head, require: 'child_process' }))],
      ['no head', sealed(deflateSync(Buffer.from([255, 255, 255, 255])))],
      ['a bomb', sealed(deflateSync(Buffer.alloc(300 * 2 ** 20)))],
      ['no deflated bytes', sealed(Buffer.from('{"__proto__":{"a":1}}'))],
      ['an array longer than the file', arrays((list) => list.map((entry) => ({ ...entry, length: 2 ** 40 })))],
      ['a negative array', arrays((list) => list.map((entry) => ({ ...entry, length: -1 })))],
      ['an array of code', arrays((list) => list.map((entry) => ({ ...entry, kind: 'constructor' })))],
      ['an array named like a prototype', arrays((list) => list.map((entry) => ({ ...entry, name: '__proto__' })))],
      ['an array named like a path', arrays((list) => list.map((entry) => ({ ...entry, name: '../../etc/passwd' })))],
      ['no arrays', arrays(() => [])],
      ['a header of another kind', withHead((head) => ({ ...head, header: { ...header, features: -1 } }))],
      ['a header with a prototype', withHead((head) => JSON.parse(`{"format":${JSON.stringify(head['format'])},"header":{"__proto__":{"features":1}},"arrays":${JSON.stringify(head['arrays'])}}`))],
      ['more features than there are', withHead((head) => ({ ...head, header: { ...header, features: 2 ** 31 } }))],
    ];
    for (const [name, bytes] of forged) {
      let code: unknown = `${name} was taken`;
      try {
        learnedOf(bytes);
      } catch (error) {
        code = (error as { code?: string }).code;
      }
      expect([name, code]).toEqual([name, 'release.damaged']);
    }
    expect(({} as { features?: number }).features).toBeUndefined();
    // The same road with nothing changed arrives, so that it is the change that was refused.
    expect(() => learnedOf(withHead((head) => head))).not.toThrow();
    expect(pack(unpack(model))).toEqual(model);
  });

  it('never serves: the release before goes on, and an alarm is in the log', async () => {
    const serving = openServing(storage, openLog('error', { write: (line) => void alarms.push(line) }));
    await publish(storage, good, { at_ms: 2_000, id: null, address: null });
    await serving.refresh();
    const stored = await storage.read.selectFrom('release').selectAll().where('number', '=', bad).executeTakeFirstOrThrow();
    const bytes = new Uint8Array(stored.model);
    const hash = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
    const damages: [string, { model: Buffer; model_hash?: string } | { content_json: string }][] = [
      ['a bit of the model', { model: Buffer.from(flipped(bytes)) }],
      ['half a model', { model: Buffer.from(bytes.subarray(0, bytes.length / 2)) }],
      ['a forged model with its hash', { model: Buffer.from('x'), model_hash: hash(Buffer.from('x')) }],
      ['half the content', { content_json: stored.content_json.slice(0, -100) }],
      ['content of another kind', { content_json: '{"__proto__":{"intents":[]}}' }],
      ['content with more', { content_json: stored.content_json.replace('{', '{"execute":"rm -rf /",') }],
    ];
    await publish(storage, bad, { at_ms: 2_000, id: null, address: null });
    for (const [name, damage] of damages) {
      alarms.splice(0);
      await storage.transaction((database) => database.updateTable('release').set(damage).where('number', '=', bad).execute());
      await serving.refresh();
      expect([name, serving.current().number, alarms.length]).toEqual([name, good, 1]);
      await storage.transaction((database) => database.updateTable('release').set({ model: Buffer.from(bytes), model_hash: stored.model_hash, content_json: stored.content_json }).where('number', '=', bad).execute());
    }
    await serving.refresh();
    expect(serving.current().number).toBe(bad);
  });
});
