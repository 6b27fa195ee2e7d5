import type { PromptProblem } from '../core/promptFile/problem.ts';
import { settlingFixes } from '../core/promptFile/problemFixes.ts';
import type { TextRange } from '../core/promptFile/textRange.ts';
import { flowText } from '../core/promptFile/yamlText.ts';
import { imageRoles } from '../core/request.ts';
import { problemFixWords, writeWords } from '../words/fixWords.ts';
import type { CheckedFile } from '../shots/checkedFile.ts';
import { maxPaths, pathFixes } from './pathFixes.ts';
import { nearestTexts } from './nearestText.ts';
import type { OpenPromptFile } from './openPromptFile.ts';
import type { Fix } from './fix.ts';

/** What settles a problem of the file itself, the best first. */
export async function problemFixes(
  problem: PromptProblem,
  { resolved }: Pick<CheckedFile, 'resolved'>,
  open: Pick<OpenPromptFile, 'filesNear'>,
): Promise<readonly Fix[]> {
  if (problem.within !== undefined) return [];
  const { file } = resolved;
  const { range, args, code } = problem;
  const written = file.text.slice(range.start, range.end);
  switch (code) {
    case 'key.misspelled':
      return replacements(range, [String(args.suggestion)]);
    case 'path.backslash':
      return written.startsWith('"') ? [] : replacements(range, [written.replaceAll('\\', '/')]);
    case 'value.role':
      return replacements(range, imageRoles);
    case 'clip.unknown': {
      const slugs = file.shots.map(({ slug }) => slug).filter((slug) => slug !== '');
      const near = nearestTexts(String(args.slug), slugs);
      const offered = (near.length > 0 ? near : slugs).slice(0, maxPaths);
      return replacements(
        range,
        offered.map((slug) => flowText(`./${slug}`)),
      );
    }
    case 'extends.unreadable': {
      const [missing] = resolved.baseUris;
      return missing === undefined ? [] : await pathFixes(missing, 'base', resolved, open);
    }
    default:
      return settlingFixes(file, problem).map((fix) => ({ title: problemFixWords(fix), edits: fix.edits }));
  }
}

function replacements(range: TextRange, texts: readonly string[]): readonly Fix[] {
  return texts.map((text) => ({ title: writeWords(text), edits: [{ ...range, text }] }));
}
