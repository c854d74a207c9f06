// Polars: a lazy scan with an explicit schema, so that nothing is inferred and only the columns used are parsed, on the streaming
// engine; groups in any order, sorted at the end.
'use strict';
const { requested, peer, threads } = require('./jobs.js');
process.env.POLARS_MAX_THREADS = threads;
const polars = peer('nodejs-polars');

const job = requested();
const { col } = polars;
const schema = {};
for (const column of job.columns) schema[column] = job.sum && column === job.sum.column ? polars.Int64 : polars.Utf8;

// str.slice counts from 0.
const part = (from, length) => col(job.date).str.slice(from - 1, length);
const groups = ['month', ...Object.keys(job.dimensions)];
const fields = [
  polars.concatString([part(job.year, 4), part(job.month, 2)], '-').alias('month'),
  ...Object.entries(job.dimensions).map(([as, column]) => col(column).alias(as)),
];
const measures = [polars.len().alias('count')];
if (job.countWhere) {
  const { name, column, equals } = job.countWhere;
  fields.push(col(column));
  measures.push(col(column).eq(polars.lit(equals)).cast(polars.UInt32).sum().alias(name));
}
if (job.sum) {
  fields.push(col(job.sum.column));
  measures.push(col(job.sum.column).sum().alias(job.sum.name));
}

const options = { hasHeader: true, sep: job.separator, schema, cache: false, rechunk: false, lowMemory: true };
polars
  .scanCSV(job.file, options)
  .select(...fields)
  .groupBy(groups, false)
  .agg(...measures)
  .sort(groups)
  .collectSync({ engine: 'streaming' })
  .writeCSV(job.output);
