// `npm run dev`: compiles server and pages whenever a source changes, restarts the server after each compilation without errors, and
// trains and publishes the content draft whenever it changes. Ctrl-C ends everything.
import { spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const PAGES = ['vite.widget.config.ts', 'vite.shop.config.ts', 'vite.desk.config.ts', 'vite.admin.config.ts', 'vite.preview.config.ts'];
const CONTENT = ['intents', 'dialogs', 'data', 'data/lexicons'];
/** Editors write a file in several steps. */
const SETTLE_MS = 500;
/** The server ends itself within 10 s of being asked to. */
const KILL_MS = 11_000;
const COMPILED = /Found (\d+) errors?\. Watching/;

const children = new Set();
let stopping = false;

/** Starts a Node.js program. In a process group of its own, so that Ctrl-C reaches only this one, which then ends each child once. */
function run(program, args, { onOutput, quiet = false } = {}) {
  const child = spawn(process.execPath, [join(root, program), ...args], { cwd: root, detached: true, stdio: ['ignore', onOutput ? 'pipe' : quiet ? 'ignore' : 'inherit', 'inherit'] });
  if (onOutput) child.stdout.setEncoding('utf8').on('data', onOutput);
  children.add(child);
  child.ended = new Promise((resolve) => child.once('exit', resolve)).finally(() => children.delete(child));
  return child;
}

async function end(child) {
  const forced = setTimeout(() => child.kill('SIGKILL'), KILL_MS);
  child.kill('SIGTERM');
  await child.ended;
  clearTimeout(forced);
}

let server;
let restarting = Promise.resolve();

function restartServer() {
  restarting = restarting.then(async () => {
    if (server && children.has(server)) await end(server);
    if (!stopping) server = run('dist/cli.js', ['start']);
  });
}

/** The draft serves a moment later: the server looks for another release by itself. One that could not start for its errors tries again. */
async function publishDraft() {
  let answer = '';
  const code = await run('dist/cli.js', ['train', '--json'], { onOutput: (text) => (answer += text) }).ended;
  if (code !== 0) return;
  await run('dist/cli.js', ['publish', String(JSON.parse(answer).release), '--force', '--reason', 'npm run dev']).ended;
  if (!children.has(server)) restartServer();
}

function watchContent() {
  let timer;
  let publishing = Promise.resolve();
  const changed = (_event, name) => {
    if (stopping || !name?.endsWith('.json')) return;
    clearTimeout(timer);
    timer = setTimeout(() => (publishing = publishing.then(publishDraft)), SETTLE_MS);
  };
  return CONTENT.map((folder) => watch(join(root, folder), changed));
}

const watchers = watchContent();
run('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput', '--pretty', 'false'], {
  onOutput(text) {
    const compiled = COMPILED.exec(text);
    if (compiled?.[1] === '0') restartServer();
    else process.stdout.write(text);
  },
});
for (const config of PAGES.filter((name) => existsSync(join(root, name)))) {
  run('node_modules/vite/bin/vite.js', ['build', '--watch', '-c', config, '--logLevel', 'warn'], { quiet: true });
}

async function stop() {
  if (stopping) return;
  stopping = true;
  for (const watcher of watchers) watcher.close();
  await Promise.all([...children].map(end));
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
