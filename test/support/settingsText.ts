import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from './paths.ts';

interface Setting {
  readonly default: unknown;
  readonly scope: keyof typeof scopes;
  readonly markdownDescription: string;
  readonly additionalProperties?: {
    readonly properties: Readonly<Record<string, { readonly description: string }>>;
  };
}

/** Who can set it. */
const scopes = {
  application: 'you',
  window: 'you or a workspace',
  resource: 'you, a workspace or one of its folders',
};

/** The settings of the manifest: what each means, its default and who can set it. */
export async function settingsText(): Promise<string> {
  const read = async (name: string) => JSON.parse(await readFile(join(repository, name), 'utf8')) as unknown;
  const { contributes } = (await read('package.json')) as {
    readonly contributes: {
      readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    };
  };
  const texts = (await read('package.nls.json')) as Readonly<Record<string, string>>;
  const words = (placeholder: string) => {
    const text = texts[placeholder.slice(1, -1)];
    if (text === undefined) throw new Error(`package.nls.json has no ${placeholder}.`);
    return text.replaceAll(/`#([^#`]+)#`/g, '`$1`');
  };
  return Object.entries(contributes.configuration.properties)
    .map(([name, setting]) =>
      [
        `### ${name}`,
        `Default: ${defaultOf(setting.default)}. Set by ${scopes[setting.scope]}.`,
        words(setting.markdownDescription),
        ...optionsOf(setting, words),
      ].join('\n\n'),
    )
    .join('\n\n');
}

function optionsOf(
  { additionalProperties }: Setting,
  words: (placeholder: string) => string,
): readonly string[] {
  if (additionalProperties === undefined) return [];
  const options = Object.entries(additionalProperties.properties);
  return [options.map(([name, { description }]) => `- \`${name}\`: ${words(description)}`).join('\n')];
}

function defaultOf(value: unknown): string {
  const isNone = value === null || (typeof value === 'object' && Object.keys(value).length === 0);
  return isNone ? 'none' : `\`${JSON.stringify(value)}\``;
}
