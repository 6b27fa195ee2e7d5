// `npm run schema`: writes what the manifest says to agents: the tools' descriptions and what they take.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import { toolDescriptions } from '../../src/agent/descriptions.ts';
import { type ToolName, toolNames } from '../../src/agent/toolNames.ts';
import { toolSchema } from '../../src/agent/toolSchema.ts';
import { repository } from './paths.ts';

const icons: Readonly<Record<ToolName, string>> = {
  models: '$(list-unordered)',
  estimate: '$(credit-card)',
  check: '$(checklist)',
  render: '$(device-camera-video)',
  status: '$(pulse)',
};

const manifestPath = join(repository, 'package.json');

/** One for one with the tools that the extension registers. */
export function contributedTools() {
  return toolNames.map((name) => ({
    name: `videoPrompt_${name}`,
    toolReferenceName: `video${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`,
    displayName: `%tool.${name}.name%`,
    userDescription: `%tool.${name}.description%`,
    modelDescription: toolDescriptions[name],
    icon: icons[name],
    canBeReferencedInPrompt: true,
    tags: ['video'],
    inputSchema: toolSchema(name),
  }));
}

/** The manifest as it is to be. */
export async function manifestText(): Promise<{ readonly before: string; readonly after: string }> {
  const before = await readFile(manifestPath, 'utf8');
  const manifest = JSON.parse(before) as { contributes: Record<string, unknown> };
  manifest.contributes.languageModelTools = contributedTools();
  return { before, after: await format(JSON.stringify(manifest, undefined, 2), { filepath: manifestPath }) };
}

if (import.meta.main) await writeFile(manifestPath, (await manifestText()).after);
