#!/usr/bin/env node
// What @vscode/test-electron starts in the place of the desktop build; see vscodeLauncher.ts.
import { launch } from './vscodeLauncher.ts';

process.exit(await launch(process.argv.slice(2)));
