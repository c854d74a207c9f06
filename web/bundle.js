// Prints charts.js and all that it imports as one script, with the licences of what is in it (they ask to be kept with every copy).
import {readFileSync, readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {buildSync} from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const built = buildSync({
    absWorkingDir: here,
    entryPoints: ['charts.js'],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    write: false,
});

// The same licence under several names of packages is printed once.
function licences(inputs) {
    const folders = new Set(inputs.map(path => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]).filter(Boolean));
    const packages = new Map();
    for (const folder of [...folders].sort()) {
        const file = readdirSync(join(here, folder)).find(name => /^licen[cs]e/i.test(name));
        const words = file ? readFileSync(join(here, folder, file), 'utf8').trim() : 'see its package';
        packages.set(words, [...(packages.get(words) ?? []), folder.replace(/^.*node_modules\//, '')]);
    }
    return [...packages].map(([words, names]) => `${names.join(', ')}:\n${words}`).join('\n\n');
}

const notice = licences(Object.keys(built.metafile.inputs)).replaceAll('*/', '* /');
process.stdout.write(`/*!\n${notice}\n*/\n${built.outputFiles[0].text}`);
