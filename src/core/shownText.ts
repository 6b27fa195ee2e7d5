/** A foreign text inside a sentence: short, and without characters that would turn the sentence around. */
export function shown(text: string): string {
  const plain = text.slice(0, 200).replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '');
  return plain.length > 80 ? `${plain.slice(0, 79)}…` : plain;
}
