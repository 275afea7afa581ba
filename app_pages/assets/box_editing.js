
// The box in hand gets a frame with handles. Reports {number, box} once per drag; number null: a new box.
const LEAST_PX = 8, CLICK_PX = 6, STEP = .01, REPORT_AFTER_MS = 500;
const HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'];
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// A box with the sides that a handle holds moved by (dx, dy); 'move' holds them all. It stays on the photo, even where
// it gets thinner than a garment's may be for that.
function dragged([x0, y0, x1, y1], handle, dx, dy, { width, height }) {
  if (handle === 'move') {
    const x = Math.min(Math.max(dx, -x0), width - x1), y = Math.min(Math.max(dy, -y0), height - y1);
    return [x0 + x, y0 + y, x1 + x, y1 + y];
  }
  if (handle.includes('w')) x0 = Math.max(0, Math.min(x0 + dx, x1 - LEAST_PX));
  if (handle.includes('e')) x1 = Math.min(width, Math.max(x1 + dx, x0 + LEAST_PX));
  if (handle.includes('n')) y0 = Math.max(0, Math.min(y0 + dy, y1 - LEAST_PX));
  if (handle.includes('s')) y1 = Math.min(height, Math.max(y1 + dy, y0 + LEAST_PX));
  return [x0, y0, x1, y1];
}

function drawFrame(figure) {
  const frame = document.createElement('div');
  frame.className = 'frame';
  for (const handle of HANDLES) {
    const grip = frame.appendChild(document.createElement('i'));
    grip.className = `grip ${handle}`;
    grip._handle = handle;
  }
  frame._handle = 'move';
  return figure.appendChild(frame);
}

function placeFrame(frame, [x0, y0, x1, y1], { width, height }) {
  frame.style.cssText = `left:${100 * x0 / width}%;top:${100 * y0 / height}%;width:${100 * (x1 - x0) / width}%;height:${100 * (y1 - y0) / height}%`;
}

function editBoxes(figure, data, pick, report) {
  const { items, edit, width, height } = data;
  const number = edit.number || null, frame = drawFrame(figure);
  let box = edit.box || items.find(item => item.number === number)?.box || null, drag = null, timer = null;
  const show = () => { frame.hidden = !box; if (box) placeFrame(frame, box, data); };
  const send = which => report({ number: which, box: box.map(Math.round) });
  show();

  figure.onpointerdown = event => {
    if (event.button || event.target.closest('.dot')) return;
    event.preventDefault();
    figure.setPointerCapture(event.pointerId);
    drag = { handle: event.target._handle || null, from: pointOn(figure, data, event), start: box, x: event.clientX, y: event.clientY };
  };
  figure.onpointermove = event => {
    if (!drag) return;
    if (!drag.moving && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < CLICK_PX) return;
    drag.moving = true;
    const [x, y] = pointOn(figure, data, event), [fromX, fromY] = drag.from;
    if (drag.handle) box = dragged(drag.start, drag.handle, x - fromX, y - fromY, data);
    else {
      const [a, b] = [Math.min(Math.max(x, 0), width), Math.min(Math.max(y, 0), height)];
      box = [Math.min(a, fromX), Math.min(b, fromY), Math.max(a, fromX), Math.max(b, fromY)];
    }
    show();
  };
  figure.onpointerup = event => {
    if (!drag) return;
    const { moving, handle } = drag;
    drag = null;
    if (moving) return send(handle ? number : null);
    const there = garmentAt(items, pointOn(figure, data, event));
    if (there !== null && there !== number) pick(there);
  };
  figure.onpointercancel = () => { if (drag) box = drag.start; drag = null; show(); };

  // Arrow keys move the box in hand, with Shift they move its right and lower side.
  figure.onkeydown = event => {
    const step = ARROWS[event.key];
    if (event.key === 'Escape') return pick(null);
    if (!step || !box) return;
    event.preventDefault();
    const far = STEP * Math.max(width, height);
    box = dragged(box, event.shiftKey ? 'se' : 'move', step[0] * far, step[1] * far, data);
    show();
    clearTimeout(timer);
    timer = setTimeout(() => send(number), REPORT_AFTER_MS);
  };
}
