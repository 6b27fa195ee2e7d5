import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import { movePaths } from '../../core/promptFile/movePaths.ts';
import type { TextRange } from '../../core/promptFile/textRange.ts';
import type { PromptProblem } from '../../core/promptFile/problem.ts';
import { fixText } from '../../core/promptFile/problemFix.ts';
import { settlingFixes } from '../../core/promptFile/problemFixes.ts';
import type { TextEdit } from '../../core/promptFile/textEdit.ts';
import { flowText } from '../../core/promptFile/yamlText.ts';
import { imageRoles } from '../../core/request.ts';
import { fileNameOfUri, plainUri } from '../../core/uriPath.ts';
import { imageIndex } from '../../protocol/imageField.ts';
import { quickFix } from '../base/show/languageItems.ts';
import { fixWords, redrawWords } from '../../words/fixWords.ts';
import { quoteWords } from '../../words/priceWords.ts';
import { fixEdits } from '../../promptLanguage/fixEdits.ts';
import { type Mark, marksOf } from '../../promptLanguage/marks.ts';
import { nearestPaths } from '../../promptLanguage/nearestPaths.ts';
import { nearestTexts } from '../../promptLanguage/nearestText.ts';
import { otherModels } from '../../promptLanguage/otherModels.ts';
import type { PromptChecks } from './promptChecks.ts';
import type { CheckedFile, CheckedShot } from '../../shots/checkedFile.ts';
import { editOf, rangeOf } from '../workspace/ranges.ts';
import { pathsFrom } from '../workspace/workspacePaths.ts';
import { innerCommandIds } from '../base/commandIds.ts';

const offeredPaths = 3;

interface Fixing {
  readonly document: vscode.TextDocument;
  readonly checked: CheckedFile;
}

/** What settles a mark: a title with edits, or a command. */
type Fix =
  | { readonly title: string; readonly edits: readonly TextEdit[] | undefined }
  | { readonly title: string; readonly command: string; readonly args: readonly unknown[] };

export async function quickFixes(
  document: vscode.TextDocument,
  range: vscode.Range,
  diagnostics: readonly vscode.Diagnostic[],
  checks: PromptChecks,
): Promise<vscode.CodeAction[]> {
  if (diagnostics.every(({ source }) => source !== 'Video Prompt')) return [];
  const checked = await checks.of(document);
  const { file } = checked.resolved;
  const touched = marksOf(checked).filter(
    (mark) => rangeOf(file, mark.range).intersection(range) !== undefined,
  );
  const actions: vscode.CodeAction[] = [];
  for (const mark of touched) {
    const code = mark.kind === 'problem' ? mark.problem.code : mark.finding.code;
    const place = rangeOf(file, mark.range);
    const settled = diagnostics.filter((one) => one.code === code && one.range.isEqual(place));
    const fixes = await fixesOf(mark, { document, checked });
    actions.push(...fixes.flatMap((fix, index) => actionOf(fix, index, document, checked, settled)));
  }
  return actions;
}

function actionOf(
  fix: Fix,
  index: number,
  document: vscode.TextDocument,
  { resolved: { file } }: CheckedFile,
  settled: vscode.Diagnostic[],
): readonly vscode.CodeAction[] {
  const { title } = fix;
  if ('command' in fix) {
    const command = { command: fix.command, arguments: [...fix.args] };
    return [quickFix({ title, diagnostics: settled, command })];
  }
  if (fix.edits === undefined || fix.edits.length === 0) return [];
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    document.uri,
    fix.edits.map((one) => editOf(file, one)),
  );
  return [quickFix({ title, diagnostics: settled, edit, isPreferred: index === 0 })];
}

async function fixesOf(mark: Mark, fixing: Fixing): Promise<readonly Fix[]> {
  return mark.kind === 'problem'
    ? await fixesOfProblem(mark.problem, fixing)
    : await fixesOfFinding(mark.finding, mark.shots, fixing);
}

async function fixesOfProblem(problem: PromptProblem, fixing: Fixing): Promise<readonly Fix[]> {
  if (problem.within !== undefined) return [];
  const { file } = fixing.checked.resolved;
  const { range, args, code } = problem;
  const written = file.text.slice(range.start, range.end);
  const replaceBy = (texts: readonly string[]) => texts.map((text) => replacement(range, text));
  switch (code) {
    case 'key.misspelled':
      return replaceBy([String(args.suggestion)]);
    case 'path.backslash':
      return written.startsWith('"') ? [] : replaceBy([written.replaceAll('\\', '/')]);
    case 'value.role':
      return replaceBy(imageRoles);
    case 'clip.unknown': {
      const slugs = file.shots.map(({ slug }) => slug).filter((slug) => slug !== '');
      const near = nearestTexts(String(args.slug), slugs);
      return replaceBy(
        (near.length > 0 ? near : slugs).slice(0, offeredPaths).map((slug) => flowText(`./${slug}`)),
      );
    }
    case 'extends.unreadable': {
      const [missing] = fixing.checked.resolved.baseUris;
      return missing === undefined ? [] : await correctPaths(missing, 'base', fixing);
    }
    default:
      return settlingFixes(file, problem).map(({ words, args: parts, edits }) => ({
        title: vscode.l10n.t(fixText[words], { ...parts }),
        edits,
      }));
  }
}

function replacement(range: TextRange, text: string): Fix {
  return { title: vscode.l10n.t('Write {0}', text), edits: [{ ...range, text }] };
}

async function fixesOfFinding(
  finding: Finding,
  shots: readonly CheckedShot[],
  fixing: Fixing,
): Promise<readonly Fix[]> {
  const [shot] = shots;
  if (shot === undefined) return [];
  const { checked, document } = fixing;
  const { file, uri } = checked.resolved;
  const edit = (fix: NonNullable<Finding['fix']>) => fixEdits({ file, fileUri: uri }, shot, fix);
  const fixes: Fix[] = [];
  const title = fixWords(finding, shot.request);
  const others = otherModels(checked, finding, shots);
  // Of an unknown model the one that was probably meant is better than the usual one.
  if (
    finding.fix !== undefined &&
    title !== undefined &&
    (finding.code !== 'model.unknown' || others.length === 0)
  ) {
    fixes.push({ title, edits: edit(finding.fix) });
  }
  const index = imageIndex(finding.field) ?? -1;
  const image = shot.cell.images[index];
  if (finding.code === 'image.missing' && image?.kind === 'file') {
    fixes.push(...(await correctPaths(image.uri, 'image', fixing)));
  }
  if (finding.redraw === true && image?.kind === 'file') {
    const args = [document.uri.toString(), shot.shot.slug, shot.cell.key, index];
    fixes.push({ title: redrawWords(finding), command: innerCommandIds.openImage, args });
  }
  for (const { model, quote } of others) {
    const words = vscode.l10n.t('Use {0} ({1})', model.label, quoteWords(quote));
    if (model.id !== finding.fix?.model || fixes.length === 0) {
      fixes.push({ title: words, edits: edit({ model: model.id }) });
    }
  }
  return fixes;
}

/** Every use of a file that is not there goes to one that is. */
async function correctPaths(
  missing: string,
  kind: 'image' | 'base',
  { document, checked: { resolved } }: Fixing,
): Promise<readonly Fix[]> {
  const found = await pathsFrom(document.uri, kind);
  const wanted = plainUri(missing);
  const near = nearestPaths(
    fileNameOfUri(missing),
    found.map(({ path }) => path),
  );
  return near.slice(0, offeredPaths).map((path) => {
    const target = found.find((one) => one.path === path)?.uri.toString();
    const moved = (uri: string) => (plainUri(uri) === wanted ? target : undefined);
    return {
      title: vscode.l10n.t('Write {0}', path),
      edits: movePaths(resolved.file, { fileUri: resolved.uri, moved }),
    };
  });
}
