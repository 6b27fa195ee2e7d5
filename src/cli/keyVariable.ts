/** Where the key is read from: an argument would be seen by every program of the machine. */
export const keyVariable = 'COMETAPI_KEY';
