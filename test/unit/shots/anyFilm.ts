import fc from 'fast-check';

export interface Shot {
  readonly words: string;
  readonly seconds: 4 | 6 | 8;
  readonly image: string | undefined;
  /** The shot whose last frame it starts from, by its number. */
  readonly after: number | undefined;
}

/** Up to six shots; each may start from one before it, or from an image. */
export const film = fc
  .array(
    fc.record({
      words: fc.constantFrom('A boat leaves.', 'Waves, high as houses.', 'Silence over the sea.'),
      seconds: fc.constantFrom(4 as const, 6 as const, 8 as const),
      image: fc.option(fc.constantFrom('boat.png', 'sea.png'), { nil: undefined }),
      after: fc.option(fc.nat(4), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((shots) =>
    shots.map((shot, index): Shot => {
      const after = shot.after === undefined || index === 0 ? undefined : shot.after % index;
      return { ...shot, after, image: after === undefined ? shot.image : undefined };
    }),
  );

export function filmText(shots: readonly Shot[]): string {
  const parts = shots.map(({ words, seconds, image, after }, index) => {
    const first =
      after === undefined
        ? image === undefined
          ? ''
          : `first: ${image}\n`
        : `first: { clip: ./shot-${String(after)} }\n`;
    return `## Shot ${String(index)}\n\n\`\`\`yaml\nseconds: ${String(seconds)}\n${first}\`\`\`\n\n${words}\n`;
  });
  return `---\nmodel: veo3.1-fast\n---\n\n${parts.join('\n')}`;
}
