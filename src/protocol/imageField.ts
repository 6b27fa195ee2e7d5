/** How findings, changes and dropped values name one image of a request: `images[0]` is the first. */
export type ImageField = `images[${number}]`;

export function isImageField(field: string): field is ImageField {
  return imageIndex(field) !== undefined;
}

/** From 0; undefined for every other field. */
export function imageIndex(field: string): number | undefined {
  const index = /^images\[(\d+)\]$/.exec(field)?.[1];
  return index === undefined ? undefined : Number(index);
}
