import { type FieldName, fieldNames, fieldOf, type FieldShape } from '../../src/core/promptFile/fields.ts';
import { markdownTable } from './markdownTable.ts';

/** A value of each shape, as it is written in a prompt file. */
const values: Readonly<Record<FieldShape, string>> = {
  text: 'text',
  number: 'number',
  flag: '`yes` or `no`',
  image: 'a path, or `{ clip: ./shot-name }`',
  references: 'a list of these',
  images: 'a list of `{ path: a.png, role: reference }`',
  remix: '`{ taskId, origin }`',
  matrix: '`{ seconds: [4, 8] }`',
};

/** The keys of a prompt file. */
export function fieldsTable(): string {
  return markdownTable(
    ['key', 'value', 'what it says', 'where'],
    fieldNames.map((name) => [`\`${name}\``, values[fieldOf(name).shape], fieldOf(name).doc, placesOf(name)]),
  );
}

function placesOf(name: FieldName): string {
  const { isForFileOnly, isInMatrix } = fieldOf(name);
  if (isForFileOnly === true) return 'file';
  return isInMatrix === true ? 'file, shot, matrix' : 'file, shot';
}
