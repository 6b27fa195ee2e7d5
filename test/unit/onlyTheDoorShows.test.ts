import assert from 'node:assert/strict';
import { complaints } from './lintOfEditor.ts';

const loud = [
  "vscode.window.showInformationMessage('x');",
  "void vscode.window.showErrorMessage('x', { modal: true });",
  "vscode.window['showWarningMessage']('x');",
  'vscode.window.showQuickPick([]);',
  'vscode.window.showInputBox({});',
  'vscode.window.showOpenDialog({});',
  'vscode.window.createQuickPick();',
  'vscode.window.createInputBox();',
  "vscode.window.createStatusBarItem('x');",
  "vscode.window.setStatusBarMessage('x');",
  'vscode.window.withProgress({ location: 1 }, work);',
  "vscode.window.createOutputChannel('x');",
  "vscode.window.createTerminal('x');",
  "vscode.window.createTreeView('x', {});",
  "vscode.window.createWebviewPanel('x', 'y', 1);",
  'vscode.window.createTextEditorDecorationType({});',
  'vscode.window.registerFileDecorationProvider({});',
  'vscode.languages.registerInlayHintsProvider(selector, {});',
  'const { window } = vscode;',
  'const { showQuickPick } = vscode.window;',
  'const show = vscode.window;',
  'run(vscode.window);',
  "vscode['window'].showQuickPick([]);",
  'const all = vscode;',
  "import { window } from 'vscode';",
  "import * as editor from 'vscode';",
  "import code from 'vscode';",
  "const code = await import('vscode');",
  'new vscode.MarkdownString();',
  "new vscode.TreeItem('x');",
  'new vscode.CodeLens(range);',
  "new vscode.Diagnostic(range, 'x');",
  "new vscode.CompletionItem('x');",
  "new vscode.Hover('x');",
  "new vscode.CodeAction('x');",
  "new vscode.DocumentSymbol('x', '', 1, range, range);",
  "new vscode.InlayHint(position, 'x');",
  "new vscode['TreeItem']('x');",
  "const Item = vscode.TreeItem; new Item('x');",
  'class Row extends vscode.TreeItem {}',
  "item.tooltip = 'x';",
  "panel.title = 'x';",
  "diagnostic.message = 'x';",
  "vscode.commands.registerCommand('x', run);",
  "void vscode.env.clipboard.writeText('x');",
  "vscode.comments.createCommentController('x', 'y');",
  "vscode.lm.registerTool('x', tool);",
];

const silent = [
  "import type { Uri } from 'vscode';",
  'const shown: vscode.TreeItem = given;',
  'void vscode.window.showTextDocument(document);',
  'const editor = vscode.window.activeTextEditor;',
  'new vscode.WorkspaceEdit().insert(uri, new vscode.Position(0, 0), text);',
  "throw new Error(vscode.l10n.t('x'));",
  "await vscode.commands.executeCommand('vscode.open', uri);",
];

describe('the rule that only src/editor/base/show shows text', () => {
  for (const code of loud) {
    it(`refuses: ${code}`, () => {
      assert.notDeepEqual(complaints(code), []);
      assert.notDeepEqual(complaints(code, 'src/extension.ts'), []);
      assert.notDeepEqual(complaints(code, 'src/editor/language/snippet.ts'), []);
    });
  }

  for (const code of silent) {
    it(`takes: ${code}`, () => {
      assert.deepEqual(complaints(code), []);
    });
  }

  it('has no exceptions by comments, and holds everywhere but in the door', () => {
    const code = 'vscode.window.showQuickPick([]); // eslint-disable-line no-restricted-syntax';
    assert.notDeepEqual(complaints(code), []);
    assert.deepEqual(complaints('vscode.window.showQuickPick([]);', 'src/editor/base/show/snippet.ts'), []);
  });
});

describe('the rule that pages take text as text', () => {
  for (const code of [
    "element.innerHTML = 'x';",
    "element.insertAdjacentHTML('beforeend', 'x');",
    "document.write('x');",
    "import { unsafeHTML } from 'lit/directives/unsafe-html.js';",
    "import { html, unsafeStatic } from 'lit/static-html.js';",
    "new DOMParser().parseFromString('x', 'text/html');",
  ]) {
    it(`refuses: ${code}`, () => assert.notDeepEqual(complaints(code, 'media/panel/snippet.ts'), []));
  }

  it('takes text content and templates', () => {
    const code = "import { html } from 'lit';\nelement.textContent = 'x';\nhtml`<p>${text}</p>`;";
    assert.deepEqual(complaints(code, 'media/panel/snippet.ts'), []);
  });
});
