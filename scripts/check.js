// `npm run check`: types, lint, architecture and unit tests side by side, because each alone leaves a core idle. Prints each one's output
// when it ends, and fails when one of them fails.
import { spawn } from 'node:child_process';

const CHECKS = [
  ['types', 'npm', ['run', '--silent', 'types']],
  ['lint', 'npm', ['run', '--silent', 'lint']],
  ['tests', 'npm', ['test', '--silent', '--', '--maxWorkers=2']],
];

function run([name, command, args]) {
  const from = Date.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (output += piece));
    child.on('close', (code) => {
      console.log(`${code === 0 ? '✓' : '✗'} ${name} (${Math.round((Date.now() - from) / 1000)} s)`);
      if (output.trim() !== '') console.log(output.trimEnd());
      resolve(code === 0);
    });
  });
}

const passed = await Promise.all(CHECKS.map(run));
process.exitCode = passed.every(Boolean) ? 0 : 1;
