// Draws the charts of a page with Vega. Loaded only by pages that have a chart; every chart has its table and its words without it.
//
// Vega's expressions are interpreted, not compiled, so the page's policy need not allow eval. Only the parts of Vega that the page's
// specifications (src/render/vega.c) can ask for are bundled.
import {extend} from 'vega-util';
import {transforms} from 'vega-dataflow';
import * as transformsOfData from 'vega-transforms';
import * as transformsOfView from 'vega-view-transforms';
import * as encode from 'vega-encode';
import * as geo from 'vega-geo';
import {parse} from 'vega-parser';
import {View} from 'vega-view';
import {compile} from 'vega-lite';
import {expressionInterpreter} from 'vega-interpreter';

extend(transforms, transformsOfData, transformsOfView, encode, geo);

const leastPanel = 190;
const betweenPanels = 16;

// Nothing is ever fetched, whatever a specification says.
const refuse = () => Promise.reject(new Error('charts load nothing'));
const loader = {load: refuse, sanitize: refuse, http: refuse, file: refuse};

// GeoJSON turns outer rings one way (RFC 7946), spherical geometry the other: a ring that turns the wrong way is all the earth
// but the area.
function turnsLeft(ring) {
    let sum = 0;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++)
        sum += (ring[j][0] - ring[i][0]) * (ring[j][1] + ring[i][1]);
    return sum > 0;
}

function turned(polygon) {
    return polygon.map((ring, i) => (turnsLeft(ring) === (i === 0) ? [...ring].reverse() : ring));
}

function turnedFeature(feature) {
    const shape = feature.geometry;
    if (shape?.type === 'Polygon')
        return {...feature, geometry: {...shape, coordinates: turned(shape.coordinates)}};
    if (shape?.type === 'MultiPolygon')
        return {...feature, geometry: {...shape, coordinates: shape.coordinates.map(turned)}};
    return feature;
}

// The areas of a map, each with the key that its row has.
function areas({id, property}) {
    const boundaries = JSON.parse(document.getElementById(id).textContent);
    return (boundaries.features ?? [boundaries])
        .map(feature => ({...turnedFeature(feature), key: String(feature.properties?.[property])}));
}

// The specification for a width: panels side by side as far as there is room.
function fitted(specification, width) {
    const {boundaries, rows, ...spec} = specification;
    if (boundaries) {
        spec.data = {values: areas(boundaries)};
        spec.datasets = {rows};
    }
    if (!spec.facet)
        return {...spec, width};
    const columns = Math.max(1, Math.min(4, Math.floor((width + betweenPanels) / (leastPanel + betweenPanels))));
    const panel = Math.floor((width - (columns - 1) * betweenPanels) / columns);
    return {...spec, columns, spacing: betweenPanels, spec: {...spec.spec, width: panel - 40}};
}

async function draw(figure) {
    const place = figure.querySelector('.drawing');
    const width = Math.floor(place.clientWidth);
    if (!width || figure.drawnWidth === width)
        return;
    figure.drawnWidth = width;
    const spec = compile(fitted(JSON.parse(figure.querySelector('script').textContent), width)).spec;
    const runtime = parse(spec, undefined, {ast: true});
    // What the drawing shows is said by the name of its place: its parts say nothing.
    const next = document.createElement('div');
    const container = next.appendChild(document.createElement('div'));
    next.setAttribute('aria-hidden', 'true');
    const view = new View(runtime, {renderer: 'svg', expr: expressionInterpreter, loader, container, hover: false});
    await view.runAsync();
    const first = !figure.view;
    figure.view?.finalize();
    figure.view = view;
    place.replaceChildren(next);
    figure.classList.add('drawn');
    if (!first)
        return;
    const details = figure.querySelector('details');
    details.open = false;
    place.setAttribute('role', 'img');
    place.setAttribute('aria-label', details.querySelector('p').textContent);
}

const widths = new ResizeObserver(entries => entries.forEach(entry => draw(entry.target)));
document.querySelectorAll('figure.chart').forEach(figure => widths.observe(figure));
