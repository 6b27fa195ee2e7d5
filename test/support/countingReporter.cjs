// Mocha's spec output, and the counts as JSON in the file that VIDEO_PROMPT_TEST_RESULTS names.
const { writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures } = this.stats;
      const path = process.env.VIDEO_PROMPT_TEST_RESULTS;
      if (path) writeFileSync(path, JSON.stringify({ passed: passes, failed: failures }));
    });
  }
};
