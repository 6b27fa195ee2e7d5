/** What only some models can be told. */
export type Wish = 'mode' | 'negativePrompt' | 'seed' | 'audio';
