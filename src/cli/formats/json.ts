/** JSON for people and programs: nothing in it acts on a terminal, hides, or turns text around. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2).replace(
    /[\u007f-\u009f\u2028\u2029\p{Cf}]/gu,
    (character) => [...Array(character.length).keys()].map((at) => escaped(character, at)).join(''),
  );
  return `${text}\n`;
}

function escaped(text: string, at: number): string {
  return `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
}
