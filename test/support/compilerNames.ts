import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { repository } from './paths.ts';

export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The files among these that do not compile once others are edited; paths from the repository's root. */
export function compilerNames(edits: readonly Edit[], files: readonly string[]): readonly string[] {
  const { config } = ts.readConfigFile(join(repository, 'tsconfig.json'), (path) =>
    readFileSync(path, 'utf8'),
  ) as {
    readonly config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, repository);
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  // The compiler takes a file whose reading fails for one that is not there.
  const edited = new Map<string, string>();
  for (const { file, from, to } of edits) {
    const path = join(repository, file);
    const text = edited.get(path) ?? readFileSync(path, 'utf8');
    if (!text.includes(from)) throw new Error(`${file} has no “${from}”.`);
    edited.set(
      path,
      text.replace(from, () => to),
    );
  }
  host.readFile = (path) => edited.get(path) ?? read(path);
  const program = ts.createProgram(
    files.map((file) => join(repository, file)),
    options,
    host,
  );
  return files.filter((file) => {
    const source = program.getSourceFile(join(repository, file));
    if (source === undefined) throw new Error(`${file} is not there.`);
    return program.getSemanticDiagnostics(source).length > 0;
  });
}
