// `npm run docs`: writes the parts of docs/*.md that are data, each between its two marks.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { classesTable, failuresTable, statesTable } from './failureTables.ts';
import { fieldsTable } from './fieldsTable.ts';
import { messagesList } from './messagesList.ts';
import { modelsTable } from './modelsTable.ts';
import { repository } from './paths.ts';
import { rulesTable } from './rulesTable.ts';
import { settingsText } from './settingsText.ts';

/** The generated parts by their names, and the page that has each. */
export const generatedParts = {
  messages: { page: 'docs/messages.md', text: messagesList },
  models: { page: 'docs/models.md', text: modelsTable },
  fields: { page: 'docs/prompt-files.md', text: fieldsTable },
  rules: { page: 'docs/command-line.md', text: rulesTable },
  settings: { page: 'docs/settings.md', text: settingsText },
  states: { page: 'docs/troubleshooting.md', text: statesTable },
  classes: { page: 'docs/troubleshooting.md', text: classesTable },
  failures: { page: 'docs/troubleshooting.md', text: failuresTable },
} as const satisfies Readonly<Record<string, { page: string; text: () => string | Promise<string> }>>;

/** Every page with generated parts, as it is and as it should be. Throws where the marks of a part are missing. */
export async function generatedPages(): Promise<
  readonly { readonly page: string; readonly before: string; readonly after: string }[]
> {
  const pages = Map.groupBy(Object.entries(generatedParts), ([, { page }]) => page);
  return await Promise.all(
    [...pages].map(async ([page, parts]) => {
      const before = await readFile(join(repository, page), 'utf8');
      let after = before;
      for (const [name, { text }] of parts) after = withPart(page, after, name, await text());
      return { page, before, after };
    }),
  );
}

function withPart(page: string, text: string, name: string, part: string): string {
  const begin = `<!-- begin of ${name}: written by \`npm run docs\` -->`;
  const end = `<!-- end of ${name} -->`;
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page} has lost the marks of “${name}”.`);
  return `${text.slice(0, from + begin.length)}\n\n${part}\n\n${text.slice(to)}`;
}

if (import.meta.main) {
  for (const { page, after } of await generatedPages()) await writeFile(join(repository, page), after);
}
