// ClickHouse, embedded (chdb). Explicit columns as plain String, which measured faster here than LowCardinality(String), and pread, which
// is as fast as mmap and does not count the file as memory. It writes the result itself.
'use strict';
const fs = require('fs');
const { requested, peer, threads } = require('./jobs.js');
const { query } = peer('chdb');

const job = requested();
const name = (column) => '`' + column + '`';
const text = (value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const structure = job.columns.map((c) => `${name(c)} ${job.sum && c === job.sum.column ? 'Int64' : 'String'}`);
const date = name(job.date);
const fields = [
  `concat(substring(${date}, ${job.year}, 4), '-', substring(${date}, ${job.month}, 2)) AS month`,
  ...Object.entries(job.dimensions).map(([as, column]) => `${name(column)} AS ${as}`),
  'count() AS count',
];
const groups = ['month', ...Object.keys(job.dimensions)];
const results = [...groups.map((group) => `${group} String`), 'count UInt64'];
if (job.countWhere) {
  fields.push(`countIf(${name(job.countWhere.column)} = '${job.countWhere.equals}') AS ${job.countWhere.name}`);
  results.push(`${job.countWhere.name} UInt64`);
}
if (job.sum) {
  fields.push(`sum(${name(job.sum.column)}) AS ${job.sum.name}`);
  results.push(`${job.sum.name} Int64`);
}

fs.rmSync(job.output, { force: true });
// format_csv_delimiter holds for both files: so the result is CSV by another name.
query(`INSERT INTO FUNCTION file(${text(job.output)}, 'CustomSeparatedWithNames', '${results.join(', ')}')
  SELECT ${fields.join(', ')}
  FROM file(${text(job.file)}, 'CSVWithNames', ${text(structure.join(', '))})
  GROUP BY ${groups.join(', ')} ORDER BY ${groups.join(', ')}
  SETTINGS max_threads = ${threads}, format_csv_delimiter = '${job.separator}',
    format_custom_escaping_rule = 'CSV', format_custom_field_delimiter = ',', storage_file_read_method = 'pread'`);
