/** Unit tests: no service, no browser, no network beyond loopback. */
export default {
  testEnvironment: 'node',
  // Machines are noisy; a test that hangs still ends.
  testTimeout: 30_000,
  // Of two cores jest would use one.
  maxWorkers: '100%',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/test/(browser|cluster|attack|crash|bench)/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }],
  },
};
