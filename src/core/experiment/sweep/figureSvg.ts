/** @file A sweep's figure as an SVG file of its own: it reads in a light and in a dark viewer, and needs no page around it. */
import type { SweepFigure } from './figure.ts';
import { type FigureLayout, layoutFigure, type PlacedPanel, type PlacedSeries, type Size } from './figureLayout.ts';

/** The page's tokens (`app/styles/tokens.css`): a file of its own cannot ask for them. */
const style = `
  svg { --surface: #ffffff; --text: #171b20; --faint: #56606b; --line: #d3d9e0; --one-step: #0072b2; --many-steps: #b85c00; --between: #5a6673; --measure: #1d4f7c; }
  @media (prefers-color-scheme: dark) {
    svg { --surface: #181e25; --text: #e6eaef; --faint: #a2adb9; --line: #2d3641; --one-step: #56b4e9; --many-steps: #e69f00; --between: #a8b6c5; --measure: #8cc4f2; }
  }
  text { font: 12px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: var(--faint); }
  .title { font-size: 15px; font-weight: 600; fill: var(--text); }
  .panel-title, .legend { fill: var(--text); }
  .surface { fill: var(--surface); }
  .grid { stroke: var(--line); fill: none; }
  .line { fill: none; stroke-width: 2; }
  .bar { fill: none; stroke-width: 1.5; }
  .seed { fill-opacity: 0.65; stroke: none; }
`.replace(/\n\s*/g, '');

const headHeight = 52;
const footLine = 15;

/** @returns the text of an SVG document */
export function drawSweepFigure(figure: SweepFigure, { width, height }: Size = { width: 760, height: 460 }): string {
  const footer = wrap(figure.note, Math.floor((width - 32) / 6.3));
  const footHeight = footer.length * footLine + 14;
  const layout = layoutFigure(figure, { width, height: height - headHeight - footHeight });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(figure.title)}">`,
    `<style>${style}</style>`,
    `<rect class="surface" width="${width}" height="${height}"/>`,
    text(16, 24, figure.title, 'title'),
    ...legend(layout),
    `<g transform="translate(0 ${headHeight})">`,
    ...layout.panels.map((panel) => drawPanel(panel, layout)),
    '</g>',
    ...footer.map((line, i) => text(16, height - footHeight + 14 + i * footLine, line)),
    '</svg>',
    '',
  ].join('\n');
}

function legend(layout: FigureLayout): string[] {
  const [first] = layout.panels;
  let x = 16;
  return (first?.series ?? []).map((series) => {
    const mark = `<g>${line(`M${x} 40h22`, series)}${marker(x + 11, 40, series)}${text(x + 28, 44, series.name, 'legend')}</g>`;
    x += 28 + series.name.length * 6.6 + 20;
    return mark;
  });
}

function drawPanel(panel: PlacedPanel, { xLabel, yLabel }: FigureLayout): string {
  const { left, top, width, height } = panel;
  const bottom = top + height;
  return [
    ...(panel.title ? [text(left, top - 6, panel.title, 'panel-title')] : []),
    ...panel.yTicks.map(({ at }) => `<path class="grid" d="M${round(left)} ${round(at)}h${round(width)}"/>`),
    ...(panel.isFirst ? panel.yTicks.map(({ text: said, at }) => text(left - 7, at + 4, said, '', 'end')) : []),
    ...panel.xTicks.map(({ text: said, at }) => text(at, bottom + 16, said, '', 'middle')),
    text(left + width / 2, bottom + 32, xLabel, '', 'middle'),
    ...(panel.isFirst && !panel.title ? [`<title>${escapeXml(yLabel)}</title>`] : []),
    ...panel.series.map(drawSeries),
  ].join('');
}

function drawSeries(series: PlacedSeries): string {
  const color = colorOf(series);
  const path = series.points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
  return [
    line(path, series),
    ...series.points.flatMap(({ x, bar, seeds }) => [
      ...(bar ? [`<path class="bar" stroke="${color}" d="${barPath(x, bar)}"/>`] : []),
      ...seeds.map((at) => `<circle class="seed" cx="${round(at.x)}" cy="${round(at.y)}" r="2.2" fill="${color}"/>`),
    ]),
    ...series.points.map(({ x, y, said }) => `<g><title>${escapeXml(said)}</title>${marker(x, y, series)}</g>`),
  ].join('');
}

function line(path: string, series: PlacedSeries): string {
  const dash = dashOf(series);
  return `<path class="line" stroke="${colorOf(series)}"${dash ? ` stroke-dasharray="${dash}"` : ''} d="${path}"/>`;
}

const marker = (x: number, y: number, series: PlacedSeries) =>
  `<path fill="${colorOf(series)}" d="${markerPath(x, y, series)}"/>`;

const colorOf = ({ style: name }: PlacedSeries) => `var(--${name})`;

/** Hues are not the only difference: dashes and shapes differ too. */
export function dashOf({ style: name, order }: Pick<PlacedSeries, 'style' | 'order'>): string | undefined {
  if (name === 'many-steps') return '6 3';
  return name === 'between' ? ['2 3', '8 3 2 3', '4 4'][order % 3] : undefined;
}

/** A circle for 1 step, a square for 32, a diamond for what lies between. */
export function markerPath(x: number, y: number, { style: name }: Pick<PlacedSeries, 'style'>): string {
  const [cx, cy] = [round(x), round(y)];
  if (name === 'many-steps') return `M${round(x - 4)} ${round(y - 4)}h8v8h-8z`;
  if (name === 'between') return `M${cx} ${round(y - 5)}l5 5-5 5-5-5z`;
  return `M${round(x - 4.5)} ${cy}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z`;
}

/** A bar with caps at both ends. */
export function barPath(x: number, [low, high]: readonly [number, number]): string {
  return `M${round(x)} ${round(low)}V${round(high)}M${round(x - 4)} ${round(low)}h8M${round(x - 4)} ${round(high)}h8`;
}

function text(x: number, y: number, content: string, className = '', anchor = ''): string {
  const name = className && ` class="${className}"`;
  const place = anchor && ` text-anchor="${anchor}"`;
  return `<text x="${round(x)}" y="${round(y)}"${name}${place}>${escapeXml(content)}</text>`;
}

function wrap(content: string, most: number): string[] {
  const lines = [''];
  for (const word of content.split(' ')) {
    const longer = `${lines[lines.length - 1]} ${word}`.trim();
    if (longer.length <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

const round = (value: number) => Math.round(value * 10) / 10;

const escapeXml = (content: string) =>
  content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
