// `npm run schema`: writes media/prompt-file.schema.json, which describes the options of a prompt file.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import { promptFileSchema } from '../../src/core/promptFile/jsonSchema.ts';
import { repository } from './paths.ts';

export const schemaPath = join(repository, 'media', 'prompt-file.schema.json');

/** The schema as it is to be in the package. */
export async function promptFileSchemaText(): Promise<string> {
  return await format(JSON.stringify(promptFileSchema()), { parser: 'json', printWidth: 110 });
}

if (import.meta.main) await writeFile(schemaPath, await promptFileSchemaText());
