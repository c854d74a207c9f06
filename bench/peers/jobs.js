// What every peer is asked, in one place: month × dimensions with counts, and a conditional count or a sum.
// Positions are of characters in the date's text, counted from 1: no peer has to prove that the text is a date,
// which esep does.
'use strict';
const fs = require('fs');
const path = require('path');

const chicago = {
  separator: ',',
  date: 'Date', // MM/DD/YYYY hh:mm:ss AM
  year: 7,
  month: 1,
  dimensions: { type: 'Primary Type', district: 'District' },
  countWhere: { name: 'arrests', column: 'Arrest', equals: 'true' },
};

const jobs = {
  chicago,
  wide: chicago,
  cyrillic: {
    separator: ';',
    date: 'дата', // dd.mm.yyyy
    year: 7,
    month: 4,
    dimensions: { article: 'статья', district: 'район' },
    sum: { name: 'damage', column: 'ущерб' },
  },
  many: {
    separator: ',',
    date: 'date', // yyyy-mm-dd
    year: 1,
    month: 6,
    dimensions: { category: 'category' },
  },
};

// The names in the file's first line; none of these layouts quotes them.
function columnsOf(file, separator) {
  const head = Buffer.alloc(65536);
  const handle = fs.openSync(file);
  const length = fs.readSync(handle, head);
  fs.closeSync(handle);
  return head.toString('utf8', 0, length).split('\n', 1)[0].split(separator);
}

// JOB FILE OUTPUT from the command line, with the file's columns.
function requested() {
  const [name, file, output] = process.argv.slice(2);
  const job = jobs[name];
  if (!job || !file || !output) {
    process.stderr.write(`usage: ${path.basename(process.argv[1])} ${Object.keys(jobs).join('|')} FILE OUTPUT\n`);
    process.exit(2);
  }
  return { ...job, file: path.resolve(file), output: path.resolve(output), columns: columnsOf(file, job.separator) };
}

// A package of build-peers/.
function peer(name) {
  return require(path.join(__dirname, '../../build-peers/node_modules', name));
}

const threads = process.env.ESEP_BENCH_THREADS || '2';

module.exports = { requested, peer, threads };
