// Builds server and pages into dist/. With --if-stale only where a source is newer than the last build, so that `npm start` is quick and
// still never serves old code.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist/.built');
const PAGES = ['vite.widget.config.ts', 'vite.shop.config.ts', 'vite.desk.config.ts', 'vite.admin.config.ts', 'vite.preview.config.ts'];

function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isStale() {
  const built = newest(stamp);
  return built === 0 || ['src', 'package.json', 'tsconfig.json', 'tsconfig.build.json', ...PAGES].some((name) => newest(join(root, name)) > built);
}

function canBuild() {
  try {
    createRequire(import.meta.url).resolve('typescript');
    return true;
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return false;
    throw error;
  }
}

function run(command, args) {
  const { status, error } = spawnSync(process.execPath, [join(root, 'node_modules', command), ...args], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (error) throw error;
  if (status !== 0) {
    console.error(`build: ${command} ${args.join(' ')} failed`);
    process.exit(status ?? 1);
  }
}

/** npm links the commands of dependencies, but not those of the project itself; `npx jieda` shall work in it all the same. */
function linkCommand() {
  const bin = join(root, 'node_modules/.bin');
  rmSync(join(bin, 'jieda'), { force: true });
  if (process.platform === 'win32') writeFileSync(join(bin, 'jieda.cmd'), '@node "%~dp0\\..\\..\\dist\\cli.js" %*\r\n');
  else symlinkSync('../../dist/cli.js', join(bin, 'jieda'));
}

if (process.argv.includes('--if-stale') && (!isStale() || !canBuild())) process.exit(0);
console.error('正在构建 / building …');
rmSync(join(root, 'dist'), { recursive: true, force: true });
run('typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
chmodSync(join(root, 'dist/cli.js'), 0o755);
for (const config of PAGES.filter((name) => existsSync(join(root, name)))) run('vite/bin/vite.js', ['build', '-c', config, '--logLevel', 'warn']);
linkCommand();
writeFileSync(stamp, '');
