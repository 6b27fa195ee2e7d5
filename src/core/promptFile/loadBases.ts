import { shownText } from '../shownText.ts';
import { fileNameOfUri, plainUri } from '../uriPath.ts';
import { isAddress, uriOfWrittenPath } from './pathTarget.ts';
import type { PromptProblem, ReportProblem } from './problem.ts';
import type { ProblemList } from './problemList.ts';
import type { BaseFile } from './baseFile.ts';
import type { PromptFile } from './promptFile.ts';
import type { TextRange } from './textRange.ts';
import { readPromptFile } from './readPromptFile.ts';
import { type LoadedText, reportRefusal, type Surroundings } from './surroundings.ts';

export interface Bases {
  /** Those that could be read, the nearest first. */
  readonly files: readonly BaseFile[];
  /** All that were asked for, to be watched. */
  readonly uris: readonly string[];
}

const maxBases = 8;

/** Follows `extends` from file to file. */
export async function loadBases(
  opened: PromptFile,
  openedUri: string,
  surroundings: Surroundings,
  problems: ProblemList,
): Promise<Bases> {
  const files: BaseFile[] = [];
  const uris: string[] = [];
  const chain = [plainUri(openedUri)];
  for (let base: BaseFile | undefined; ; base = files.at(-1)) {
    const said = (base?.file ?? opened).frontMatter?.values.extends;
    if (said === undefined) return { files, uris };
    const { range } = said;
    const report = problems.reporterOf(base);
    const uri = extendedUri(said.value, base?.uri ?? openedUri, range, report);
    if (uri === undefined) return { files, uris };
    if (chain.includes(uri)) {
      const names = [...chain.slice(chain.indexOf(uri)), uri].map(nameOf).join(' → ');
      report('extends.cycle', range, { chain: names }, ['extends']);
      return { files, uris };
    }
    if (files.length === maxBases) {
      report('extends.tooDeep', range, { max: maxBases }, ['extends']);
      return { files, uris };
    }
    chain.push(uri);
    const loaded = await loadSafely(surroundings, uri);
    // What lies outside is neither watched nor saved.
    if (!('refusal' in loaded) || loaded.refusal !== 'outside') uris.push(uri);
    if ('refusal' in loaded) {
      reportRefusal(report, loaded.refusal, 'base', said.value, range, ['extends']);
      return { files, uris };
    }
    if ('reason' in loaded) {
      const args = { file: nameOf(uri), reason: shownText(loaded.reason) };
      report('extends.unreadable', range, args, ['extends']);
      return { files, uris };
    }
    const read = { uri, file: readPromptFile(loaded.text) };
    files.push(read);
    for (const problem of problemsOfBase(read.file)) problems.addOf(read, problem);
  }
}

function extendedUri(
  path: string,
  fileUri: string,
  range: TextRange,
  report: ReportProblem,
): string | undefined {
  if (isAddress(path)) {
    report('extends.link', range, {}, ['extends']);
    return undefined;
  }
  const uri = uriOfWrittenPath(path, fileUri, range, ['extends'], report);
  return uri === undefined ? undefined : plainUri(uri);
}

async function loadSafely({ load }: Surroundings, uri: string): Promise<LoadedText> {
  try {
    return await load(uri);
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** What counts of a base: its shots are not taken over. */
function problemsOfBase({ problems, shots }: PromptFile): readonly PromptProblem[] {
  const end = shots[0]?.heading?.range.start ?? Infinity;
  return problems.filter(({ severity, range }) => severity === 'error' && range.start < end);
}

function nameOf(uri: string): string {
  return shownText(fileNameOfUri(uri));
}
