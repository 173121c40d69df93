import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const PROJECT_PATH = fileURLToPath(new URL('../../', import.meta.url));
const TETHER = new URL('tether.js', import.meta.url).href;
/** The server ends itself within 10 s of being asked to. */
const KILL_MS = 11_000;

const children = new Set();

/** Ends every process of the bench at once. Works in an `exit` listener. */
export function killAll() {
  for (const child of children) child.kill('SIGKILL');
}

/**
 * Starts a Node.js program in a process of its own, tied to this one. What it prints is kept for the error message, should it end before
 * it was asked to. `answer` resolves with the next message from it, `ask` sends one before.
 */
export function startProcess(program, { args = [], environment = {}, nodeArguments = [] } = {}) {
  const name = program.split('/').at(-1);
  const child = spawn(process.execPath, ['--import', TETHER, ...nodeArguments, program, ...args], {
    cwd: PROJECT_PATH,
    // The settings of the caller's shell would change what is measured.
    env: { ...cleared(process.env), ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.add(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (printed = (printed + text).slice(-20_000)));
  let stopping = false;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const failed = new Promise((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      children.delete(child);
      if (!stopping) reject(new Error(`${name} ended (${signal ?? code}): ${printed.trim()}`));
    });
  });
  // Whoever waits for an answer hears of the failure; when nobody does, the next question will.
  failed.catch(() => undefined);

  const answer = () => Promise.race([new Promise((resolve) => child.once('message', resolve)), failed]);

  return {
    answer,
    ask(message) {
      const answered = answer();
      if (child.connected) child.send(message);
      return answered;
    },
    /** Resolves with the match once what was printed matches. */
    printed(pattern) {
      const matched = new Promise((resolve) => {
        const look = () => {
          const match = pattern.exec(printed);
          if (match) resolve(match);
        };
        child.stdout.on('data', look);
        look();
      });
      return Promise.race([matched, failed]);
    },
    async stop() {
      stopping = true;
      const forced = setTimeout(() => child.kill('SIGKILL'), KILL_MS);
      child.kill('SIGTERM');
      await ended;
      clearTimeout(forced);
    },
  };
}

function cleared(environment) {
  const own = /^(PORT|HOST|DATABASE_URL|REDIS_URL|NODE_OPTIONS|JIEDA_.*)$/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !own.test(name)));
}
