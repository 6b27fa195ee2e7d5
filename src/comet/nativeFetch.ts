/**
 * Must be evaluated before undici. The platform installs its own dispatcher in the process-wide slot
 * `Symbol.for('undici.globalDispatcher.1')` only when its fetch classes are first used; undici fills the slot when
 * it finds it empty, and would then serve the `fetch` of every other extension in this process.
 */
if (typeof globalThis.Headers !== 'function') throw new Error('This client needs a platform with fetch.');

export {};
