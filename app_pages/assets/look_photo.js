// Draws the photo, a box and a numbered dot per garment, and reports the selected number as `selected`.
// Runs again whenever its data changes, so what must survive (source, selection) lives on the figure itself.
// Joined with box_editing.js into one module.
const SVG = 'http://www.w3.org/2000/svg';

function add(parent, tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const name in attributes) node.setAttribute(name, attributes[name]);
  return parent.appendChild(node);
}

function drawImage(figure, { src, width, height, alt, start }) {
  const image = figure.querySelector('img') || figure.appendChild(document.createElement('img'));
  if (figure._src !== src) { image.src = src; figure._src = src; figure._selected = start; }
  Object.assign(image, { alt, width, height, draggable: false });
  figure.style.setProperty('--ratio', width / height);
  figure.style.aspectRatio = `${width} / ${height}`;
}

function drawBox(svg, { box: [x0, y0, x1, y1], colour }, radius) {
  const garment = add(svg, 'g', { class: 'garment' });
  const place = { x: x0, y: y0, width: x1 - x0, height: y1 - y0, rx: radius };
  add(garment, 'rect', { ...place, class: 'halo' });
  add(garment, 'rect', { ...place, class: 'box', style: `stroke:${colour}` });
  return garment;
}

function drawDot(figure, { width, height }, { number, name, percent, drawn, dot: [x, y], colour, ink }) {
  const dot = document.createElement('button'), tip = document.createElement('span');
  const edges = [x < .2 * width && 'left', x > .8 * width && 'right', y < .08 * height && 'top'];
  dot.type = 'button';
  dot.className = ['dot', ...edges.filter(Boolean)].join(' ');
  dot.style.cssText = `left:${100 * x / width}%;top:${100 * y / height}%;background:${colour};color:${ink}`;
  dot.textContent = number;
  dot.setAttribute('aria-label', `${number}: ${name}, ${drawn ? 'your own box' : `found with ${percent} percent confidence`}`);
  tip.className = 'tip';
  tip.textContent = name;
  dot.appendChild(tip);
  return figure.appendChild(dot);
}

// Anywhere in a box counts; the smallest box under the pointer wins.
function garmentAt(items, [x, y]) {
  const hits = items.filter(({ box: [x0, y0, x1, y1] }) => x0 <= x && x <= x1 && y0 <= y && y <= y1);
  return hits.sort((a, b) => a.area - b.area)[0]?.number ?? null;
}

function pointOn(figure, { width, height }, { clientX, clientY }) {
  const frame = figure.getBoundingClientRect();
  return [(clientX - frame.left) / frame.width * width, (clientY - frame.top) / frame.height * height];
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const figure = parentElement.querySelector('.photo'), { width, height, items, rowKey, edit } = data, parts = new Map();
  const focused = figure.getRootNode().activeElement?._number;
  drawImage(figure, data);
  figure.querySelectorAll('svg, .dot, .frame').forEach(node => node.remove());
  figure.classList.toggle('boxes', data.boxes || !!edit);
  figure.classList.toggle('editing', !!edit);
  const svg = add(figure, 'svg', { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  const radius = 5 * width / (figure.clientWidth || width);  // 5 px of the screen, however many of the photo
  const shade = add(svg, 'path', { class: 'shade', 'fill-rule': 'evenodd' });

  const paint = number => {
    figure._selected = number;
    figure.classList.toggle('selected', number !== null && !edit);
    for (const [key, { garment, dot }] of parts) {
      garment.classList.toggle('on', key === number);
      dot.classList.toggle('on', key === number);
      dot.setAttribute('aria-pressed', key === number);
    }
    if (number === null) return;
    const [x0, y0, x1, y1] = parts.get(number).item.box;
    shade.setAttribute('d', `M0 0H${width}V${height}H0ZM${x0} ${y0}V${y1}H${x1}V${y0}Z`);
  };

  const pick = number => {
    const chosen = number === figure._selected ? null : number;
    paint(chosen);
    setStateValue('selected', chosen);
    if (chosen === null || edit) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    document.querySelector(`.st-key-${rowKey}${chosen}`)?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
  };

  for (const item of items) {
    const garment = drawBox(svg, item, radius), dot = drawDot(figure, data, item);
    dot._number = item.number;
    dot.onclick = event => { event.stopPropagation(); pick(item.number); };
    dot.onmouseenter = dot.onfocus = () => garment.classList.add('on');
    dot.onmouseleave = dot.onblur = () => garment.classList.toggle('on', figure._selected === item.number);
    parts.set(item.number, { item, garment, dot });
  }

  // The background lets go of the selection.
  figure.onclick = event => { if (!edit) pick(garmentAt(items, pointOn(figure, data, event))); };
  figure.onkeydown = event => { if (event.key === 'Escape') pick(null); };

  const chosen = edit ? edit.number || null : figure._selected;
  paint(parts.has(chosen) ? chosen : null);
  if (edit) editBoxes(figure, data, pick, change => setTriggerValue('box', change));
  else figure.onpointerdown = figure.onpointermove = figure.onpointerup = figure.onpointercancel = null;
  parts.get(focused)?.dot.focus({ preventScroll: true });
}
