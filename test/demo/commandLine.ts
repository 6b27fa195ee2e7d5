// The demo's third act: the same files without an editor, as a script or continuous integration sees them.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cliPath } from '../support/paths.ts';
import type { Stage } from './stage.ts';

export interface CommandLineScene {
  readonly workspace: string;
  /** Of the command line's own database. */
  readonly stateFolder: string;
  readonly stage: Stage;
}

export interface CommandLineAct {
  /** What was run, with what it ended with. */
  readonly commands: readonly { readonly line: string; readonly exitCode: number }[];
  readonly clips: readonly string[];
}

const name = 'pier.video.md';
const words = `---
model: veo3.1-fast
seconds: 4
---

## The empty pier

A wooden pier at noon, no one there, slow waves.

## The ferry

A white ferry comes alongside.
`;

interface Run {
  readonly exitCode: number;
  readonly stdout: string;
}

/** A shot is found stale, planned, rendered as a sample, and found current. */
export async function useCommandLine({
  workspace,
  stateFolder,
  stage,
}: CommandLineScene): Promise<CommandLineAct> {
  const commands: { readonly line: string; readonly exitCode: number }[] = [];
  const clips: string[] = [];
  const path = join(workspace, name);

  async function run(expected: number, ...args: readonly string[]): Promise<string> {
    const { exitCode, stdout } = await runCli(args, workspace);
    commands.push({ line: `video-prompt ${args.join(' ')}`, exitCode });
    if (exitCode !== expected)
      throw new Error(`video-prompt ${args.join(' ')} ended with ${String(exitCode)}: ${stdout}`);
    return stdout;
  }
  async function render(): Promise<readonly string[]> {
    const state = `--state=${stateFolder}`;
    const told = await run(0, 'render', name, '--sample', '--quiet', '--format=json', state);
    const { clips: made } = JSON.parse(told) as { readonly clips: readonly { clip: { path: string } }[] };
    return made.map(({ clip }) => clip.path);
  }

  await stage.step('make samples of a new file on the command line', async () => {
    await writeFile(path, words);
    clips.push(...(await render()));
  });
  await stage.step('find the shot that is stale', async () => {
    await writeFile(path, (await readFile(path, 'utf8')).replace('at noon', 'at dusk'));
    const told = await run(2, 'check', name);
    if (!/stale .*The empty pier/.test(told)) throw new Error(`The shot was not found stale: ${told}`);
  });
  await stage.step('plan it, render it, and find all of them current', async () => {
    const plan = await run(0, 'plan', name);
    if (!plan.includes('1 clip to render: $0.32')) throw new Error(`The plan is another: ${plan}`);
    clips.push(...(await render()));
    await run(0, 'check', name);
  });
  return { commands, clips };
}

async function runCli(args: readonly string[], cwd: string): Promise<Run> {
  const { PATH, HOME } = process.env;
  return await new Promise((resolve, reject) => {
    execFile(process.execPath, [cliPath, ...args], { cwd, env: { PATH, HOME } }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(new Error(stderr, { cause: error }));
      else resolve({ exitCode: Number(error?.code ?? 0), stdout: `${stdout}${stderr}` });
    });
  });
}
