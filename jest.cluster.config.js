import unit from './jest.config.js';

/** Tests that need PostgreSQL and Redis on this machine. */
export default { ...unit, testMatch: ['**/test/cluster/**/*.test.ts'], testPathIgnorePatterns: ['/node_modules/'], testTimeout: 60_000, maxWorkers: 1 };
