import { registerHooks } from 'node:module';

/** From here on `import 'vscode'` gives `fakeVscode.ts`; for unit tests, where there is no editor. */
const { href } = new URL('./fakeVscode.ts', import.meta.url);

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url: href, shortCircuit: true } : next(specifier, context),
});
