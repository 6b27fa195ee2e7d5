#!/usr/bin/env node
// What @vscode/test-electron starts in the place of the desktop build; see vscodeLauncher.ts.
import { launch } from './vscodeLauncher.ts';

// A test run that was killed closes our input; nobody waits for the result any more.
process.stdin.resume().once('end', () => process.exit(1));

process.exit(await launch(process.argv.slice(2)));
