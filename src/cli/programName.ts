/** As people write it in a terminal. */
export const programName = 'video-prompt';
