// Draws a garment's row: its name, its tile cut from the photo, a card per product. Reports the product_id of the card
// whose button is pressed, as `why` or `add`. Runs again whenever its data changes and keeps what stays the same, so
// that a slider's move costs no more than what it changes. Everything from a catalogue is set as text, never as markup.
const CARD = document.createElement('template');
CARD.innerHTML = `<article class="card">
  <img alt="" decoding="async">
  <div class="product"><div class="title"></div><div class="brand"></div><div class="price"></div></div>
  <button type="button" class="why"><span></span><i class="icon" aria-hidden="true">info</i></button>
  <button type="button" class="add"><i class="icon" aria-hidden="true">check</i><b></b> <span class="unseen"></span></button>
</article>`;
const IN_SIGHT = 8;  // cards that fit beside each other; pictures of the others wait until they are scrolled to

function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function show(node, isShown) {
  if (node.hidden === isShown) node.hidden = !isShown;
}

// Pictures stand beside Streamlit's own files, wherever the app stands.
function address(path) {
  return new URL(`../../${path}`, document.querySelector('script[type=module][src*="/static/js/"]').src).href;
}

// One that could not be had is asked for again.
function drawPicture(image, src) {
  const isBroken = image.complete && !image.naturalWidth;
  if (image._src !== src || isBroken) { image.src = src; image._src = src; }
}

function drawTitle(title, { title: text, link }) {
  title.title = text;
  const old = title.querySelector('a');
  if (!link) { say(title, text); return; }
  const anchor = old || document.createElement('a');
  if (!old) { title.replaceChildren(anchor); anchor.target = '_blank'; anchor.rel = 'noopener'; }
  if (anchor.getAttribute('href') !== link) anchor.href = link;
  say(anchor, text);
}

function drawCard(card, product, isFull, send) {
  const part = name => card.querySelector(name);
  drawPicture(part('img'), address(product.picture));
  drawTitle(part('.title'), product);
  say(part('.brand'), product.brand || '\u00a0');
  say(part('.price'), product.price || '\u00a0');
  say(part('.why span'), product.similarity);
  const add = part('.add');
  show(add.querySelector('.icon'), product.inside);
  say(add.querySelector('b'), product.inside ? 'In basket' : 'Add');
  say(add.querySelector('.unseen'), product.title);
  add.disabled = isFull && !product.inside;
  add.title = add.disabled ? 'The basket is full' : '';
  part('.why').onclick = () => send('why', product.id);
  add.onclick = () => send('add', product.id);
}

function drawHead(row, { number, name, colour, ink, note }) {
  const disc = row.querySelector('.disc'), said = row.querySelector('.note');
  say(disc, `${number}`);
  Object.assign(disc.style, { background: colour, color: ink });
  say(row.querySelector('h3'), name);
  say(said, note);
  show(said, note !== '');
}

function drawNothing(row, nothing) {
  const place = row.querySelector('.none');
  show(place, nothing !== null);
  if (!nothing) return;
  say(place.querySelector('b'), nothing[0]);
  say(place.querySelector('span'), nothing[1]);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const row = parentElement.querySelector('.garment-row'), strip = row.querySelector('.strip');
  drawHead(row, data);
  strip.style.setProperty('--tiles', data.tiles);
  const tile = row.querySelector('.crop img');
  drawPicture(tile, data.tile);
  tile.alt = `${data.name}, cut from your photo`;
  say(row.querySelector('.crop-caption span'), data.caption);
  const cards = [...strip.querySelectorAll('.card')], send = (event, id) => setTriggerValue(event, id);
  data.cards.forEach((product, place) => {
    const card = cards[place] || CARD.content.firstElementChild.cloneNode(true);
    if (!cards[place]) {
      card.dataset.rank = place + 1;
      card.querySelector('img').loading = place < IN_SIGHT ? 'eager' : 'lazy';
    }
    drawCard(card, product, data.full, send);
    if (!cards[place]) strip.append(card);
  });
  cards.slice(data.cards.length).forEach(card => card.remove());
  drawNothing(row, data.nothing);
}
