/** Of what is rendered where nobody names a model. Apart from the catalogue, which is large: settings are read before it. */
export const defaultModelId = 'veo3.1-fast';
