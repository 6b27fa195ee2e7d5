/** Characters as people and providers count them, of a text of any length: a pair of surrogates is one. */
export function characterCount(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}
