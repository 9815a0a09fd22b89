/**
 * @file A chart as a PNG file, as it looks on the page: its SVG with the computed styles written into it, drawn on a
 * canvas at twice the size, between a heading and its provenance.
 */
import type { Provenance } from './provenance.ts';

export interface PictureText {
  readonly title: string;
  /** What the chart's summary line says */
  readonly summary: string;
  readonly legend: readonly { readonly name: string; readonly color: string }[];
  readonly provenance: Provenance;
}

const scale = 2;
const edge = 16;
const footerFont = '10px system-ui, sans-serif';

/** What an SVG outside the page would not look like without. */
const drawn = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'paint-order',
  'opacity',
  'color',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'visibility',
] as const;

/**
 * @param svg the chart's drawing, on the page
 * @throws Error where the browser cannot draw it
 */
export async function drawPicture(svg: SVGSVGElement, text: PictureText): Promise<Blob> {
  const image = await loadImage(serialise(svg));
  const style = getComputedStyle(svg);
  const colors = {
    text: resolveColor(svg, 'var(--text)'),
    faint: resolveColor(svg, 'var(--faint)'),
    surface: resolveColor(svg, 'var(--surface)'),
  };
  const size = svg.getBoundingClientRect();
  const width = Math.max(size.width, 420) + 2 * edge;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  context.font = footerFont;
  const footer = wrap(context, sayProvenance(text.provenance), width - 2 * edge);
  const summary = wrap(context, text.summary, width - 2 * edge);
  const top = edge + 20 + summary.length * 14 + (text.legend.length > 0 ? 18 : 0);
  const height = top + size.height + 12 + footer.length * 13 + edge;
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  context.scale(scale, scale);
  context.fillStyle = colors.surface;
  context.fillRect(0, 0, width, height);
  const say = (line: string, x: number, y: number, font: string, color: string) => {
    context.font = font;
    context.fillStyle = color;
    context.fillText(line, x, y);
  };
  say(text.title, edge, edge + 12, `600 14px ${style.fontFamily}`, colors.text);
  for (const [i, line] of summary.entries()) say(line, edge, edge + 30 + i * 14, footerFont, colors.faint);
  let x = edge;
  for (const { name, color } of text.legend) {
    context.fillStyle = resolveColor(svg, color);
    context.fillRect(x, top - 12, 14, 3);
    say(name, x + 19, top - 7, `11px ${style.fontFamily}`, colors.text);
    x += 19 + context.measureText(name).width + 16;
  }
  context.drawImage(image, edge, top, size.width, size.height);
  for (const [i, line] of footer.entries()) {
    say(line, edge, top + size.height + 20 + i * 13, footerFont, colors.faint);
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser made no picture'))), 'image/png');
  });
}

function serialise(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll('*');
  for (const [i, element] of copy.querySelectorAll('*').entries()) {
    const style = getComputedStyle(originals[i]);
    for (const property of drawn) element.setAttribute(property, style.getPropertyValue(property));
    element.removeAttribute('style');
    element.removeAttribute('class');
  }
  for (const cursor of copy.querySelectorAll('[data-cursor]')) cursor.remove();
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width * scale));
  copy.setAttribute('height', String(height * scale));
  copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  return new XMLSerializer().serializeToString(copy);
}

async function loadImage(source: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  return image;
}

/** A colour of the theme as a canvas understands it. */
function resolveColor(inside: Element, color: string): string {
  const probe = document.createElement('span');
  probe.style.color = color;
  inside.parentElement!.append(probe);
  const { color: resolved } = getComputedStyle(probe);
  probe.remove();
  return resolved;
}

const sayProvenance = (provenance: Provenance) =>
  Object.entries(provenance)
    .map(([key, value]) => `${key}: ${value}`)
    .join(' · ');

function wrap(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = `${lines[lines.length - 1]} ${word}`.trim();
    if (context.measureText(line).width <= width) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines;
}
