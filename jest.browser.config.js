import unit from './jest.config.js';

/** Tests that play a user in Debian's chromium against the built program. */
export default { ...unit, testMatch: ['**/test/browser/**/*.test.ts'], testPathIgnorePatterns: ['/node_modules/'], testTimeout: 120_000, maxWorkers: 1 };
