import assert from 'node:assert/strict';
import { complaints } from './lintOfEditor.ts';

const elsewhere: Readonly<Record<string, { readonly file: string; readonly codes: readonly string[] }>> = {
  'a person’s consent to spend': {
    file: 'src/editor/submitting/personsConsent.ts',
    codes: [
      "submit({ kind: 'person' });",
      "submit({ 'kind': 'person', shownMicroUsd: 1 });",
      "const kind = 'person'; submit({ kind });",
      'submit({ kind: `person` });',
    ],
  },
  'commands are registered': {
    file: 'src/editor/base/show/commands.ts',
    codes: [
      "vscode.commands.registerCommand('x', run);",
      "vscode.commands.registerTextEditorCommand('x', run);",
      "vscode.commands['registerCommand']('x', run);",
      'const { registerCommand } = vscode.commands;',
      'const { commands } = vscode;',
    ],
  },
  'the workspace is trusted': {
    file: 'src/editor/base/trust.ts',
    codes: [
      'if (vscode.workspace.isTrusted) run();',
      "if (vscode.workspace['isTrusted']) run();",
      'const { isTrusted } = vscode.workspace;',
    ],
  },
};

describe('what is decided in one file', () => {
  for (const [what, { file, codes }] of Object.entries(elsewhere)) {
    for (const code of codes) {
      it(`is refused by lint anywhere else: ${what}, ${code}`, () => {
        assert.ok(complaints(code).length > 0);
        assert.ok(complaints(code, 'src/extension.ts').length > 0);
      });
    }
    it(`is written in ${file}: ${what}`, () => {
      assert.deepEqual(complaints(codes[0] ?? '', file), []);
    });
  }

  it('leaves alone what only uses it', () => {
    const code = "void vscode.commands.executeCommand('x'); submit({ kind: 'someone' });";
    assert.deepEqual(complaints(code), []);
  });
});

describe('what ends together', () => {
  it('is kept in a store, not in a list or behind a flag', () => {
    for (const code of ['const listening: vscode.Disposable[] = [];', 'let isDisposed = false;'])
      assert.ok(complaints(code).length > 0, code);
    assert.deepEqual(complaints('const listening = new DisposableStore();'), []);
  });
});

describe('a collection that may change meanwhile', () => {
  const walks = [
    'for (const one of known.values()) await look(one);',
    'for (const key of this.#known.keys()) { if (key) { await look(key); } }',
    'for await (const one of known.values()) look(one);',
  ];
  for (const code of walks) {
    it(`is walked through as a copy: ${code}`, () => {
      for (const file of ['src/engine/snippet.ts', 'src/editor/jobs/snippet.ts', 'media/panel/snippet.ts']) {
        assert.ok(complaints(code, file).length > 0, file);
        assert.deepEqual(complaints(code.replace(/of ([\w.#]+\(\))/, 'of [...$1]'), file), []);
      }
    });
  }
});
