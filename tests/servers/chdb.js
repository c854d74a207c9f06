// A current ClickHouse, in process: a JSON list of statements on standard input, the list of their answers on standard output.
'use strict';
const { Session } = require(process.argv[2]);
const session = new Session();
const answers = JSON.parse(require('fs').readFileSync(0, 'utf8')).map((statement) => {
  try {
    return { answer: session.query(statement, 'TabSeparated') };
  } catch (error) {
    return { error: String(error.message) };
  }
});
require('fs').writeSync(1, JSON.stringify(answers));
session.cleanup();
process.exit(0);
