import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { jsonSchemas, schemaFiles, undescribed } from '../../src/studio/schema/jsonSchemas.ts';

const read = (name: string) => JSON.parse(readFileSync(join(PROJECT_PATH, name), 'utf8')) as unknown;
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

describe('the schemas with which editors check content', () => {
  test.each(Object.keys(jsonSchemas()))('%s is what `npm run schemas` writes', (name) => {
    expect(read(`docs/schemas/${name}`)).toEqual(plain(jsonSchemas()[name]));
  });

  test('say of every field what it means', () => expect(undescribed()).toEqual([]));

  test('see a field without a description', () => {
    expect(undescribed({ 'a.json': { properties: { first: { type: 'string' }, rest: { description: '…', properties: { inner: {} } } } } })).toEqual(['a.json.first', 'rest.inner']);
  });

  test('are found by Visual Studio Code', () => expect(read('.vscode/settings.json')).toEqual({ 'json.schemas': schemaFiles() }));
});
