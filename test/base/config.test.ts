import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/base/config.ts';

describe('the configuration', () => {
  it('needs nothing, and then runs alone on SQLite at port 3000', () => {
    expect(readConfig({})).toMatchObject({ port: 3000, databaseUrl: undefined, redisUrl: undefined, studio: true, timeZone: 'Asia/Shanghai', origins: [], classifier: 'both' });
  });

  it('names everything that is wrong at once', () => {
    const environment = { PORT: 'many', DATABASE_URL: 'mysql://x', JIEDA_CLOCK: 'noon' };
    expect(() => readConfig(environment)).toThrow(
      expect.objectContaining({ code: 'configuration.invalid', details: { problems: [expect.stringContaining('PORT'), expect.stringContaining('DATABASE_URL'), expect.stringContaining('JIEDA_CLOCK')] } }),
    );
  });

  it('lets one classifier rank alone', () => {
    expect(readConfig({ JIEDA_CLASSIFIER: 'natural' }).classifier).toBe('natural');
    expect(() => readConfig({ JIEDA_CLASSIFIER: 'fasttext' })).toThrow(expect.objectContaining({ code: 'configuration.invalid' }));
  });

  it('is a demo until a real site uses the server in any way', () => {
    expect(readConfig({}).isDemo).toBe(true);
    expect(readConfig({ JIEDA_IDENTITY_SECRET: 'a secret of sixteen' }).isDemo).toBe(false);
    expect(readConfig({ JIEDA_ORIGINS: 'https://shop.example' }).isDemo).toBe(false);
    expect(readConfig({ JIEDA_ORDERS_URL: 'https://shop.example/orders', JIEDA_ORDERS_SECRET: 'a secret of sixteen' }).isDemo).toBe(false);
  });

  it('refuses what only together makes no sense', () => {
    expect(() => readConfig({ JIEDA_ORDERS_URL: 'https://shop.example/orders' })).toThrow(expect.objectContaining({ code: 'configuration.invalid' }));
    expect(() => readConfig({ JIEDA_NOTIFY_URL: 'https://shop.example/sms' })).toThrow(expect.objectContaining({ code: 'configuration.invalid' }));
    expect(() => readConfig({ JIEDA_TIME_ZONE: 'Mars/Olympus' })).toThrow(expect.objectContaining({ code: 'configuration.invalid' }));
    expect(() => readConfig({ JIEDA_CONTENT: '/nowhere/at/all' })).toThrow(expect.objectContaining({ code: 'configuration.invalid' }));
  });

  it('edits content on one node only, unless told otherwise', () => {
    expect(readConfig({ DATABASE_URL: 'postgres://db/jieda' }).studio).toBe(false);
    expect(readConfig({ DATABASE_URL: 'postgres://db/jieda', JIEDA_STUDIO: 'on' }).studio).toBe(true);
  });
});
