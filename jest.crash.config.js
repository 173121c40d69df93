import unit from './jest.config.js';

/** Faults: processes that are killed, seeded and printed with their seed; JIEDA_KILLS makes them longer. */
export default { ...unit, testMatch: ['**/test/crash/**/*.test.ts'], testPathIgnorePatterns: ['/node_modules/'], testTimeout: 600_000, maxWorkers: 1 };
