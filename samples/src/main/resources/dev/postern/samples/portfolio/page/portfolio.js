'use strict';

const KEPT = 60;
const quotes = new Map(); // symbol -> {company, price, first, history, card}
const positions = new Map();
const by = (id) => document.getElementById(id);
const money = new Intl.NumberFormat(undefined, { style: 'currency', currency: 'USD' });
const percent = new Intl.NumberFormat(undefined,
  { style: 'percent', maximumFractionDigits: 1, minimumFractionDigits: 1, signDisplay: 'exceptZero' });
const cents = (amount) => money.format(amount / 100);
let client;
let trading;

// What the server says

function quote({ symbol, company, price }) {
  let known = quotes.get(symbol);
  if (!known) {
    known = { company, first: price, history: [], card: card(symbol, company) };
    quotes.set(symbol, known);
  }
  const before = known.price;
  known.price = price;
  known.history.push(price);
  if (known.history.length > KEPT) known.history.shift();
  draw(known);
  if (before !== undefined && before !== price) flash(known.card, price > before ? 'rose' : 'fell');
  if (trading === symbol) describeTrade();
  drawPositions();
}

function position({ symbol, shares, paid }) {
  if (shares) positions.set(symbol, { shares, paid });
  else positions.delete(symbol);
  drawPositions();
}

// Drawing

function card(symbol, company) {
  const item = by('quote').content.cloneNode(true);
  const button = item.querySelector('button');
  button.querySelector('.symbol').textContent = symbol;
  button.querySelector('.company').textContent = company;
  button.addEventListener('click', () => openTrade(symbol));
  by('quotes').append(item);
  return button;
}

function draw({ card, price, first, history }) {
  card.querySelector('.price').textContent = cents(price);
  const change = card.querySelector('.change');
  change.textContent = percent.format(price / first - 1);
  change.className = 'change ' + direction(price - first);
  const low = Math.min(...history);
  const span = Math.max(Math.max(...history) - low, first * 0.004);
  const step = 100 / (KEPT - 1);
  const from = 100 - (history.length - 1) * step;
  const points = history.map((p, i) => `${(from + i * step).toFixed(1)} ${(25 - 21 * (p - low) / span).toFixed(1)}`);
  const line = 'M' + points.join('L');
  card.querySelector('.line').setAttribute('d', line);
  card.querySelector('.area').setAttribute('d', `${line}L100 28L${from.toFixed(1)} 28Z`);
}

function direction(amount) {
  return amount > 0 ? 'up' : amount < 0 ? 'down' : '';
}

function flash(element, name) {
  element.classList.add(name);
  setTimeout(() => element.classList.remove(name), 120);
}

function drawPositions() {
  let worth = 0;
  let paid = 0;
  const rows = [...positions].sort(([a], [b]) => a < b ? -1 : 1).map(([symbol, held]) => {
    const now = held.shares * (quotes.get(symbol)?.price ?? held.paid / held.shares);
    worth += now;
    paid += held.paid;
    return row(symbol, held.shares, now, now - held.paid);
  });
  by('positions').replaceChildren(...rows);
  by('positions').parentElement.hidden = rows.length === 0;
  by('none').hidden = rows.length > 0;
  by('worth').textContent = cents(worth);
  by('gain').textContent = paid ? `${signed(worth - paid)} (${percent.format(worth / paid - 1)})` : '';
  by('gain').className = direction(worth - paid);
}

function signed(amount) {
  return (amount > 0 ? '+' : '') + cents(amount);
}

function row(symbol, shares, now, gain) {
  const line = document.createElement('tr');
  const name = document.createElement('button');
  name.textContent = symbol;
  name.title = 'Trade ' + symbol;
  line.insertCell().append(name);
  line.insertCell().textContent = shares.toLocaleString();
  line.insertCell().textContent = cents(now);
  line.insertCell().textContent = signed(gain);
  line.cells[3].className = direction(gain);
  line.addEventListener('click', () => openTrade(symbol));
  return line;
}

function note(text, kind) {
  const line = document.createElement('p');
  line.textContent = text;
  line.className = kind ?? '';
  by('notes').append(line);
  setTimeout(() => line.remove(), 5000);
}

// Trading

function openTrade(symbol) {
  trading = symbol;
  by('trade-title').textContent = `${symbol} · ${quotes.get(symbol)?.company ?? ''}`;
  describeTrade();
  by('trade').showModal();
  by('shares').select();
}

function describeTrade() {
  const price = quotes.get(trading)?.price;
  if (price === undefined) return;
  const held = positions.get(trading)?.shares ?? 0;
  const shares = by('shares').valueAsNumber || 0;
  by('trade-price').textContent = `${cents(price)} each, you hold ${held.toLocaleString()}`;
  by('trade-sum').textContent = `${shares.toLocaleString()} shares: ${cents(shares * price)}`;
}

by('shares').addEventListener('input', describeTrade);
by('trade').addEventListener('close', () => {
  const action = by('trade').returnValue;
  const symbol = trading;
  trading = undefined;
  by('trade').returnValue = '';
  if (!action) return;
  if (!client?.connected) {
    note('Not connected: nothing was traded.', 'error');
    return;
  }
  client.publish({
    destination: '/app/trade',
    body: JSON.stringify({ action, symbol, shares: by('shares').valueAsNumber }),
  });
});

// Connecting

function status(state, text) {
  by('status').dataset.state = state;
  by('status').textContent = text;
}

async function connect() {
  await client?.deactivate();
  positions.clear();
  drawPositions();
  status('connecting', 'connecting');
  const transport = by('transport').value;
  let socket;
  client = new StompJs.Client({
    webSocketFactory: () => socket = new SockJS('portfolio', null, transport ? { transports: [transport] } : {}),
    connectHeaders: { login: by('name').value },
    reconnectDelay: 2000,
    onConnect: () => {
      status('open', 'live by ' + socket.transport);
      const on = (destination, listen) =>
        client.subscribe(destination, (message) => listen(JSON.parse(message.body)));
      on('/app/quotes', (all) => all.forEach(quote));
      on('/app/positions', (all) => all.forEach(position));
      on('/topic/quotes', quote);
      on('/user/queue/position-updates', (now) => {
        position(now);
        note(`You now hold ${now.shares.toLocaleString()} ${now.symbol}.`);
      });
      client.subscribe('/user/queue/errors', (message) => note(message.body, 'error'));
    },
    onWebSocketClose: () => status('closed', 'not connected, trying again'),
    onStompError: (frame) => note(frame.headers.message, 'error'),
  });
  client.activate();
}

by('session').addEventListener('submit', (event) => {
  event.preventDefault();
  connect();
});
by('name').value = 'guest-' + Math.floor(Math.random() * 9000 + 1000);
connect();
