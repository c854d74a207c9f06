// Opens pages in a browser and prints TAP: page.js CHROMIUM FOLDER. FOLDER holds the pages (*.html) by name.
//
// Of every page: HTML Tidy has nothing to say; no error of a script, no request, no breach of the policy, the title as text; axe-core finds nothing, in light and in dark,
// on a desk and on a phone, with scripts and without. Of charts: each is drawn.
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

const [executablePath, folder] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({executablePath, args: ['--no-sandbox']});
let number = 0;
let failed = 0;

function report(name, problems) {
    number++;
    failed += problems.length > 0;
    console.log(`${problems.length ? 'not ok' : 'ok'} ${number} ${name}`);
    for (const problem of problems)
        console.log(`# ${String(problem).replaceAll('\n', '\n# ')}`);
}

// Everything that a page must not do, as it happens.
async function open(file, {scheme = 'light', width = 1280, scripts = true} = {}) {
    const context = await browser.newContext({colorScheme: scheme, viewport: {width, height: 900}, javaScriptEnabled: scripts, bypassCSP: false});
    const page = await context.newPage();
    const problems = [];
    const address = pathToFileURL(`${folder}/${file}`).href;
    page.on('pageerror', error => problems.push(`error: ${error.message}`));
    page.on('console', message => ['error', 'warning'].includes(message.type()) && problems.push(`console: ${message.text()}`));
    page.on('dialog', dialog => { problems.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on('request', request => request.url() !== address && problems.push(`request: ${request.url()}`));
    await page.addInitScript(() => addEventListener('securitypolicyviolation', event =>
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`)));
    await page.goto(address);
    return {page, context, problems};
}

async function audit(page) {
    // Through the debugger's door, which the page's policy does not guard.
    const found = await page.evaluate(`${axe}; axe.run(document, {resultTypes: ['violations']})`);
    return found.violations.map(violation =>
        `${violation.id}: ${violation.help}\n${violation.nodes.slice(0, 3).map(node => `${node.target} ${node.failureSummary}`).join('\n')}`);
}

// The charts of the edition that is shown, once they are drawn; those that never are.
async function charts(page) {
    const missing = () => [...document.querySelectorAll('figure.chart')]
        .filter(figure => figure.offsetParent && !(figure.querySelector('svg path') && !figure.querySelector('details').open))
        .map(figure => `not drawn: ${figure.id}`);
    let left = await page.evaluate(missing);
    for (let tries = 0; left.length && tries < 50; tries++) {
        await page.waitForTimeout(100);
        left = await page.evaluate(missing);
    }
    return left;
}

// Nothing hangs over the page's right edge.
async function overflow(page) {
    const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    return wide > seen ? [`${wide} pixels wide in a window of ${seen}`] : [];
}

for (const file of ['bulletin.html', 'hostile.html', 'plain.html', 'karaganda.html']) {
    const said = spawnSync('tidy', ['-quiet', '-errors', '-utf8', `${folder}/${file}`], {encoding: 'utf8'});
    report(`${file}: well formed`, said.status === 0 ? [] : [said.stderr || said.error || said.status]);
}

for (const file of ['bulletin.html', 'karaganda.html', 'plain.html']) {
    for (const scheme of ['light', 'dark']) {
        for (const width of [1280, 390]) {
            const {page, context, problems} = await open(file, {scheme, width});
            for (const language of ['kk', 'ru', 'en']) {
                await page.locator(`label:has(#choose-${language})`).click();
                problems.push(...await charts(page), ...await overflow(page), ...await audit(page));
            }
            report(`${file} ${scheme} ${width}: charts, width, axe, no errors, no requests`, problems);
            await context.close();
        }
    }
}

{
    const {page, context, problems} = await open('bulletin.html');
    await page.locator('label:has(#choose-en)').click();
    const language = await page.evaluate(() => [document.documentElement.lang, document.title, document.querySelector('h1').offsetParent === null]);
    if (language[0] !== 'en' || !language[1].startsWith('Crime') || !language[2])
        problems.push(`after the switch: ${language}`);
    const figure = page.locator('.edition[lang=en] td a.figure').first();
    await figure.focus();
    await page.keyboard.press('Enter');
    const words = await page.locator('dialog').innerText();
    if (!words.includes('esep explain') || !words.includes('Crimes recorded in the region'))
        problems.push(`the origin says: ${words}`);
    problems.push(...await audit(page));
    await page.keyboard.press('Escape');
    if (await page.locator('dialog').count() || !await figure.evaluate(link => document.activeElement === link))
        problems.push('Escape does not lead back to the figure');
    report('a figure opens its origin by the keyboard, and Escape leads back', problems);
    await context.close();
}

{
    const {page, context, problems} = await open('bulletin.html', {scripts: false});
    await page.locator('label:has(#choose-ru)').click();
    const shown = await page.locator('h1:visible').allInnerTexts();
    if (shown.length !== 1 || !shown[0].startsWith('Преступность'))
        problems.push(`titles: ${shown}`);
    const tables = await page.locator('.edition[lang=ru] figure table:visible').count();
    const figures = await page.locator('.edition[lang=ru] figure:visible').count();
    if (tables !== figures || figures === 0)
        problems.push(`${figures} charts, ${tables} tables`);
    const link = page.locator('.edition[lang=ru] td a.figure').first();
    const target = (await link.getAttribute('href')).slice(1);
    await link.click();
    if (!await page.locator(`[id="${target}"]`).isVisible())
        problems.push('a figure does not lead to its origin');
    report('without scripts: languages, the charts\' tables, origins', problems);
    await context.close();
}

{
    const {page, context, problems} = await open('hostile.html');
    // The last chart is a map whose boundaries are no JSON: it alone stays a table, and says so on the console.
    for (const language of ['kk', 'ru', 'en']) {
        await page.locator(`label:has(#choose-${language})`).click();
        problems.push(...(await charts(page)).filter(problem => !problem.endsWith('.chart.6')));
    }
    const foreign = await page.evaluate(() => [...document.querySelectorAll('img, [onerror], script')]
        .filter(element => element.matches('img, [onerror]') || /^alert|^$/.test(element.textContent)).length);
    if (foreign || !(await page.title()).includes('</script><script>alert(1)</script>'))
        problems.push(`${foreign} elements came from the data; title: ${await page.title()}`);
    report('texts that want to be markup stay text', problems.filter(problem => !/JSON|Unexpected token/.test(problem)));
    await context.close();
}

await browser.close();
console.log(`1..${number}`);
process.exit(failed ? 1 : 0);
