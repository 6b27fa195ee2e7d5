import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { repository } from './paths.ts';

/** A page for people: its path from the repository's root and its text. */
export interface DocPage {
  readonly path: string;
  readonly text: string;
}

/** What people read: the pages at the root and those of docs. */
export async function docPages(): Promise<readonly DocPage[]> {
  const paths: string[] = [];
  for await (const path of glob(['*.md', 'docs/*.md'], { cwd: repository })) {
    if (path !== 'THIRD_PARTY_NOTICES.md') paths.push(path);
  }
  return await Promise.all(
    paths.sort().map(async (path) => ({ path, text: await readFile(join(repository, path), 'utf8') })),
  );
}

const markdown = new MarkdownIt({ html: true });

/** The addresses of links and pictures. */
export function linksOf({ text }: DocPage): readonly string[] {
  return markdown
    .parse(text, {})
    .flatMap(({ children }) => children ?? [])
    .map((token) => token.attrGet('href') ?? token.attrGet('src'))
    .filter((address) => address !== null);
}

/** The names by which a link gets to a heading, as code hosts make them. */
export function anchorsOf({ text }: DocPage): readonly string[] {
  const tokens = markdown.parse(text, {});
  return tokens
    .filter((_, index) => tokens[index - 1]?.type === 'heading_open')
    .map(({ content }) =>
      content
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    );
}

export interface Example {
  readonly page: string;
  readonly text: string;
  /** The words before it. */
  readonly before: string;
}

/** The blocks of code in one language. */
export function examplesOf({ path, text }: DocPage, language: string): readonly Example[] {
  const lines = text.split('\n');
  return markdown
    .parse(text, {})
    .filter(({ type, info }) => type === 'fence' && info === language)
    .map(({ content, map }) => ({
      page: path,
      text: content,
      before: lines.slice(0, map?.[0]).join('\n'),
    }));
}
