import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundlePath } from './l10nBundle.ts';
import { repository } from './paths.ts';

/** Everything that the interface says, a message a line, as translators get it. */
export async function messagesList(): Promise<string> {
  const manifest = await messagesOf(join(repository, 'package.nls.json'));
  const code = await messagesOf(bundlePath);
  return [
    'Commands, settings and views:',
    block(manifest),
    'Notifications, questions, labels, findings and the rest:',
    block(code),
  ].join('\n\n');
}

async function messagesOf(path: string): Promise<readonly string[]> {
  const entries = Object.values(JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>);
  return entries.map((entry) =>
    typeof entry === 'object' && entry !== null && 'message' in entry ? String(entry.message) : String(entry),
  );
}

function block(messages: readonly string[]): string {
  return ['```text', ...messages.map((message) => message.replaceAll('\n', ' ')), '```'].join('\n');
}
