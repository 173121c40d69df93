import { learningIn, type Learning } from '../../src/studio/learning.ts';

const LOADER = new URL('./typescriptLoader.js', import.meta.url);
const REGISTER = `import { register } from 'node:module'; register(${JSON.stringify(LOADER.href)});`;

/** Learns in a thread that runs the sources, as {@link learnAside} does with the built program. */
export const learnInThread: Learning = learningIn(
  new URL('../../src/studio/learning/worker.ts', import.meta.url), ['--import', `data:text/javascript,${encodeURIComponent(REGISTER)}`],
);
