/**
 * JSON in which whole numbers that a double cannot hold are texts, so that an id keeps its last digits. What is no JSON
 * stays none. (`JSON.parse` tells the source of a number only in newer platforms than the oldest one here.)
 */
export function exactIntegers(json: string): string {
  // Nearly every answer is without such a number.
  if (!/\d{16}/.test(json)) return json;
  let written = '';
  let from = 0;
  for (let at = 0; at < json.length;) {
    if (json[at] === '"') {
      at = afterString(json, at);
      continue;
    }
    numberAt.lastIndex = at;
    const [literal] = numberAt.exec(json) ?? [];
    if (literal === undefined) {
      at += 1;
      continue;
    }
    if (/^-?\d{16,}$/.test(literal) && !Number.isSafeInteger(Number(literal))) {
      written += `${json.slice(from, at)}"${literal}"`;
      from = at + literal.length;
    }
    at += literal.length;
  }
  return written + json.slice(from);
}

const numberAt = /-?\d[\d.eE+-]*/y;

/** Where the text that begins here has ended; the end of all where it does not. */
function afterString(json: string, start: number): number {
  for (let quote = json.indexOf('"', start + 1); quote > 0; quote = json.indexOf('"', quote + 1)) {
    let before = quote - 1;
    while (json[before] === '\\') before -= 1;
    if ((quote - before) % 2 === 1) return quote + 1;
  }
  return json.length;
}
