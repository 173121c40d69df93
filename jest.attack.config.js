import unit from './jest.config.js';

/** Attacks: what a hostile visitor, page, agent, shop or file tries, and what has to happen instead. */
export default { ...unit, testMatch: ['**/test/attack/**/*.test.ts'], testPathIgnorePatterns: ['/node_modules/'], testTimeout: 60_000, maxWorkers: 2 };
