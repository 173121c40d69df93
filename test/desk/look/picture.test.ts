import { describe, expect, it } from '@jest/globals';
import { pictureOf } from '../../../src/desk/look/picture.ts';
import { jpeg, png, pngChunk, webp } from '../../support/pictures.ts';

const PICTURES = [['image/png', png], ['image/jpeg', jpeg], ['image/webp', webp]] as const;

describe('a picture', () => {
  it.each(PICTURES)('%s is known with its size', (type, make) => {
    expect(pictureOf(make(300, 200))).toEqual({ type, width: 300, height: 200 });
  });

  it.each(PICTURES)('%s is none where a byte is missing, or one too many is there', (_type, make) => {
    const whole = make(16, 16);
    for (let length = 0; length < whole.length; length++) expect([length, pictureOf(whole.subarray(0, length))]).toEqual([length, null]);
    expect(pictureOf(Buffer.concat([whole, Buffer.from('x')]))).toBeNull();
  });

  it.each(PICTURES)('%s is looked at without harm, whatever stands in it', (_type, make) => {
    const whole = make(16, 16);
    for (let at = 0; at < whole.length; at++) {
      for (const value of [0, 0x7f, 0xff]) {
        const changed = Buffer.from(whole);
        changed[at] = value;
        expect(() => pictureOf(changed)).not.toThrow();
      }
    }
  });

  it('of JPEG ends where its scan ends, whatever comes behind ends alike', () => {
    expect(pictureOf(Buffer.concat([jpeg(), Buffer.from('PK\u0003\u0004'), Buffer.from([0xff, 0xd9])]))).toBeNull();
  });

  it('of PNG has data, and its end only once', () => {
    const whole = png();
    expect(pictureOf(Buffer.concat([whole.subarray(0, 33), pngChunk('IEND')]))).toBeNull();
    expect(pictureOf(Buffer.concat([whole, pngChunk('IEND')]))).toBeNull();
  });
});
