/**
 * What a file of a kind that models take may end in, as browsers know it. `package.json` repeats it, and a test holds it
 * against this.
 */
export const imageExtensions = ['png', 'jpg', 'jpeg', 'jpe', 'jfif', 'pjpeg', 'pjp', 'webp'] as const;

const ending = new RegExp(`\\.(?:${imageExtensions.join('|')})$`, 'i');

export function isImagePath(path: string): boolean {
  return ending.test(path);
}

/** For systems that tell large from small letters: names are written in either, hardly ever mixed. */
export const imageGlob = `**/*.{${[...imageExtensions, ...imageExtensions.map((one) => one.toUpperCase())].join(',')}}`;
