#!/usr/bin/env node
// What npm's scripts start with, on any Node from 20 on and without a single dependency: installs what is missing,
// then goes on with the Node 24 among the project's own packages. `node bootstrap.mjs test|demo|start|torture [arguments]`.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findBrowser } from '../support/findBrowser.mjs';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const targets = {
  test: 'test/run.ts',
  busy: 'test/busy.ts',
  demo: 'test/demo/demo.ts',
  start: 'test/demo/start.ts',
  torture: 'test/torture/torture.ts',
};
const [target, ...rest] = process.argv.slice(2);
const isJson = rest.includes('--json');
const isDesktop = rest.includes('--desktop');
// Unit tests need neither a browser nor VS Code.
const isUnitOnly =
  target === 'test' && rest.includes('unit') && !rest.includes('host') && !rest.includes('e2e');
let step = 'start';

// With --json the standard output belongs to the one line at the end.
const say = (words) => (isJson ? process.stderr : process.stdout).write(`${words}\n`);

function fail(error) {
  if (isJson) process.stdout.write(`${JSON.stringify({ ok: false, step, error })}\n`);
  else process.stderr.write(`\n${error}\n`);
  process.exit(1);
}

/** Runs a command, silent but for a sign of life every ten seconds; its output is shown when it fails. */
async function run(command, args, options = {}) {
  const startedAt = Date.now();
  const alive = setInterval(() => say(`  … ${Math.round((Date.now() - startedAt) / 1000)} s`), 10_000);
  let output = '';
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    ...options,
  });
  const keep = (chunk) => (output = (output + chunk).slice(-6000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      keep(String(error));
      resolve(1);
    });
    child.on('close', resolve);
  });
  clearInterval(alive);
  if (code !== 0) fail(`${command} ${args.join(' ')} ended with ${code}.\n${output}`);
}

function isNewer(one, other) {
  return existsSync(one) && existsSync(other) && statSync(one).mtimeMs > statSync(other).mtimeMs;
}

async function installPackages() {
  step = 'install packages';
  const installed = join(root, 'node_modules/.package-lock.json');
  const ownNode = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(ownNode) && existsSync(installed) && !isNewer(join(root, 'package-lock.json'), installed))
    return ownNode;
  say('Installing the packages (npm ci), about half a minute, once…');
  await run('npm', ['ci', '--no-audit', '--no-fund']);
  if (!existsSync(ownNode))
    fail('npm ci did not bring the package “node”: its install script must be allowed to run.');
  return ownNode;
}

function onPath(names) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not here.
      }
    }
  }
  return undefined;
}

function osId() {
  try {
    return /^ID=("?)(\w+)\1$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[2] ?? '';
  } catch {
    return '';
  }
}

/** How apt may be called here, or undefined where it may not. */
function apt() {
  if (onPath(['apt-get']) === undefined) return undefined;
  if (process.getuid?.() === 0) return ['apt-get'];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n', 'apt-get'] : undefined;
}

async function installSystemParts() {
  step = 'install system parts';
  const wanted = [];
  if (findBrowser() === undefined) {
    if (osId() === 'ubuntu') {
      fail(
        'No browser: Ubuntu’s chromium is a snap that cannot be driven. Install Google Chrome or Microsoft Edge.',
      );
    }
    wanted.push('chromium');
  }
  if (onPath(['g++', 'clang++', 'cl.exe']) === undefined) wanted.push('g++');
  if (onPath(['make', 'gmake', 'nmake.exe']) === undefined) wanted.push('make');
  if (onPath(['python3', 'python', 'python.exe']) === undefined) wanted.push('python3');
  // The workflows of docs/ci.md are run with it.
  if (onPath(['git-lfs', 'git-lfs.exe']) === undefined) wanted.push('git-lfs');
  if (wanted.length === 0) return;
  const command = apt();
  if (command === undefined) {
    fail(
      `Missing on this machine: ${wanted.join(', ')}. Install ${wanted.length === 1 ? 'it' : 'them'}` +
        ' (a Chrome, Edge or Chromium; a C++ compiler, make and python3 to build two small parts of VS Code; Git LFS) and try again.',
    );
  }
  say(`Installing ${wanted.join(', ')} (apt), once…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run(command[0], [...command.slice(1), 'update', '-qq'], { env });
  await run(command[0], [...command.slice(1), 'install', '-y', '-qq', '--no-install-recommends', ...wanted], {
    env,
  });
  if (findBrowser() === undefined)
    fail('apt installed no browser that can be driven. Install Chrome or Edge.');
}

if (!(target in targets)) fail(`Say what to run: ${Object.keys(targets).join(', ')}.`);
const ownNode = await installPackages();
if (!isDesktop && !isUnitOnly) await installSystemParts();
step = target;
const env = {
  ...process.env,
  PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`,
};
const child = spawn(ownNode, [join(root, targets[target]), ...rest], { cwd: root, stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => fail(String(error)));
child.on('close', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
