import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { defaultModel, models as known } from '../../src/core/catalogue/catalogue.ts';
import { shippedMarket } from '../../src/core/market.ts';
import { createAnswers } from '../../src/editor/language/answers.ts';
import { createPromptDocuments } from '../../src/editor/workspace/promptDocuments.ts';
import { assertPlain, hostileTexts } from '../support/hostileTexts.ts';
import { checksOf } from './checksOf.ts';
import { until } from '../support/until.ts';
import { execute, makePlace, nextName, removePlace, show } from './promptPlace.ts';
import { activate } from './world.ts';

/** A prompt file that says a text wherever something of it is shown. */
function hostileFile(text: string): string {
  const quoted = JSON.stringify(text.toWellFormed());
  const line = text.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return `---
model: ${quoted}
mode: ${quoted}
${quoted}: 1
output: ${quoted}
images: [${quoted}, { path: ${quoted}, role: ${quoted} }]
extends: ${quoted}
seconds: 99
---
${line} @image1

## ${line}

\`\`\`yaml
first: { clip: ${quoted} }
resolution: ${quoted}
\`\`\`

${line}

## Two of ${line}

\`\`\`yaml
model: veo3.1
aspectRatio: ${quoted}
first: { clip: ./${line.slice(0, 20)} }
matrix: { negativePrompt: [${quoted}, other], seconds: [4, 99] }
\`\`\`

${line}
`;
}

interface Shown {
  readonly place: string;
  readonly text: unknown;
}

const markdownOf = (place: string, text: unknown): Shown =>
  text instanceof vscode.MarkdownString ? { place: 'markdown', text: text.value } : { place, text };

function ofDiagnostic({ message, relatedInformation = [] }: vscode.Diagnostic): readonly Shown[] {
  return [message, ...relatedInformation.map((one) => one.message)].map((text) => ({ place: 'mark', text }));
}

function ofSymbol({ name, detail, children }: vscode.DocumentSymbol): readonly Shown[] {
  return [
    { place: 'outline', text: name },
    { place: 'outline', text: detail },
    ...children.flatMap(ofSymbol),
  ];
}

function ofCompletion({ label, detail, documentation }: vscode.CompletionItem): readonly Shown[] {
  const words = typeof label === 'string' ? [label] : [label.label, label.description];
  return [
    ...[...words, detail].map((text) => ({ place: 'completion', text })),
    markdownOf('completion', documentation),
  ];
}

describe('hostile text in a prompt file', () => {
  before(async () => {
    await activate();
    await makePlace();
  });
  after(removePlace);

  // The others differ for the door alone, which is tried without an editor.
  const kinds = [
    'a link that runs a command',
    'icons',
    'a link behind hidden characters',
    'lines of its own',
    'Markdown of every kind',
    'a text without end',
  ] as const;
  for (const kind of kinds) {
    const text = hostileTexts[kind];
    it(`is shown as text: ${kind}`, async () => {
      const { document } = await show(nextName(), hostileFile(text));
      const stranger = { ...defaultModel, id: text, label: text, notes: [text] };
      const models = [...known, stranger];
      const market = {
        ...shippedMarket,
        models,
        find: (id: string) => models.find((model) => model.id === id),
      };
      const documents = createPromptDocuments();
      const checks = checksOf(documents, market);
      const answers = createAnswers({ documents, checks });
      const shown: Shown[] = (await answers.symbols(document)).flatMap(ofSymbol);
      const ours = () =>
        vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Video Prompt');
      await until('its marks', () => ours().length > 0);
      shown.push(...ours().flatMap(ofDiagnostic));
      const whole = document.validateRange(new vscode.Range(0, 0, 10_000, 0));
      for (const { title, command } of await answers.fixes(document, whole, ours()))
        shown.push({ place: 'fix', text: title }, { place: 'fix', text: command?.title });
      const lenses = [
        ...(await answers.lenses(document)),
        ...(await execute<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100)),
      ];
      for (const { command } of lenses)
        shown.push({ place: 'lens', text: command?.title }, { place: 'lens', text: command?.tooltip });
      for (const { tooltip, target } of await answers.links(document)) {
        shown.push({ place: 'link', text: tooltip });
        assert.ok(target !== undefined && ['file', 'https', 'vscode-remote'].includes(target.scheme));
      }
      for (let line = 0; line < document.lineCount; line++) {
        const { text: words } = document.lineAt(line);
        // Before, in and behind the key, and at the end of the value.
        for (const character of new Set([0, 1, words.indexOf(':') + 2, words.length])) {
          const place = document.validatePosition(new vscode.Position(line, character));
          const hover = await answers.hover(document, place);
          for (const content of hover?.contents ?? []) shown.push(markdownOf('hover', content));
          // Behind a colon and at the end there is something to offer.
          if (character < 2) continue;
          const items = await answers.completions(document, place);
          shown.push(...items.flatMap(ofCompletion));
        }
      }
      for (const one of shown) if (typeof one.text === 'string') assertPlain(one.place, one.text);
      const places = new Set(shown.map(({ place }) => place));
      for (const place of ['mark', 'lens', 'outline', 'completion', 'markdown'])
        assert.ok(places.has(place), place);
    });
  }
});
