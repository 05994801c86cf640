import { Chart, shown } from './chart.js';
import { Session } from './session.js';

const NAMES = {
  'websocket': 'WebSocket',
  'xhr-streaming': 'XHR streaming',
  'eventsource': 'EventSource',
  'xhr-polling': 'XHR polling',
};
const STORIES = {
  'websocket': 'One connection, both ways at once. Nothing on the way stood in between.',
  'xhr-streaming': 'One long answer carries what the server says; each message up is a request of its own.',
  'eventsource': 'The server speaks over one long event stream; each message up is a request of its own.',
  'xhr-polling': 'One request for each thing the server says. Slower, and nearly everything lets it through.',
};
// Longer than the echo's heartbeat, which is only sent into silence.
const EVERY = 2000;

const by = id => document.getElementById(id);
const chart = new Chart(by('chart'));
const switches = Object.keys(NAMES).map(addSwitch);
const waiting = new Map();
let session;
let number = 0;
let echoes = 0;
let beats = 0;

function addSwitch(name) {
  const label = document.createElement('label');
  const text = document.createElement('span');
  text.textContent = NAMES[name];
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.setAttribute('role', 'switch');
  box.value = name;
  box.checked = true;
  box.addEventListener('change', connect);
  label.append(text, box);
  by('switches').append(label);
  return box;
}

function connect() {
  if (session) {
    session.leave();
  }
  waiting.clear();
  chart.clear();
  number = echoes = beats = 0;
  by('trip').firstChild.data = '– ';
  by('spread').textContent = '';
  const wanted = switches.filter(box => box.checked).map(box => box.value);
  session = null;
  if (wanted.length === 0) {
    state('closed', 'No transport', 'All of them are switched off. Switch one on to get through.');
    by('way').replaceChildren(...skipped());
    by('session').textContent = '–';
    return;
  }
  session = new Session(document.body.dataset.echo, wanted, { changed: show, message: hear, beat });
  show(session);
}

function state(name, title, story) {
  by('state').dataset.state = name;
  by('state').textContent = name;
  by('transport').textContent = title;
  by('story').textContent = story;
  document.querySelector('form button').disabled = name !== 'open';
}

function show(now) {
  if (session && now !== session) {
    return;
  }
  by('session').textContent = now.id;
  if (now.state === 'open') {
    state('open', NAMES[now.transport] || now.transport, STORIES[now.transport] || '');
    ping();
  } else if (now.state === 'closed') {
    state('closed', 'Closed', `${now.close.code} ${now.close.reason || 'without a reason'}`);
  } else {
    state('connecting', 'Connecting', 'Finding a way from this browser to the gateway.');
  }
  by('way').replaceChildren(...now.tries.map(attempt => step(attempt, now.tries)), ...skipped());
}

/** What the client was not to try. */
function skipped() {
  return switches.filter(box => !box.checked).map(box => item('skipped', '–', NAMES[box.value], '', 'switched off here'));
}

function step(attempt, all) {
  const mark = { ok: '✓', failed: '✕', trying: '…' }[attempt.outcome];
  const time = attempt.outcome === 'trying' ? '' : shown(attempt.took) + ' ms';
  const line = item(attempt.outcome, mark, NAMES[attempt.name] || attempt.name, time, attempt.why);
  const total = all.reduce((sum, one) => sum + one.took, 0) || 1;
  const before = all.slice(0, all.indexOf(attempt)).reduce((sum, one) => sum + one.took, 0);
  line.insertBefore(bar(before / total, attempt.took / total), line.lastChild);
  return line;
}

function item(outcome, mark, name, time, why) {
  const line = document.createElement('li');
  line.className = outcome;
  const what = part('what', name);
  const sign = part('mark', mark);
  sign.setAttribute('aria-hidden', 'true');
  what.prepend(sign);
  line.append(what, part('time', time), part('why', (outcome === 'failed' ? 'failed: ' : '') + why));
  return line;
}

function part(kind, text) {
  const element = document.createElement('span');
  element.className = kind;
  element.textContent = text;
  return element;
}

function bar(from, length) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('class', 'bar');
  svg.setAttribute('viewBox', '0 0 1000 1');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  const rect = document.createElementNS(space, 'rect');
  rect.setAttribute('x', String(Math.min(990, from * 1000)));
  rect.setAttribute('width', String(Math.max(10, length * 1000)));
  rect.setAttribute('height', '1');
  svg.append(rect);
  return svg;
}

function ping() {
  if (session && session.state === 'open' && waiting.size < 5) {
    say('', null);
  }
}

function say(text, line) {
  const id = String(++number);
  waiting.set(id, { at: performance.now(), line });
  session.send(JSON.stringify([id, text]));
}

function hear(data) {
  const id = JSON.parse(data)[0];
  const sent = waiting.get(id);
  if (!sent) {
    return;
  }
  waiting.delete(id);
  const took = performance.now() - sent.at;
  chart.add(took, sent.line !== null);
  by('count').textContent = String(++echoes);
  by('trip').firstChild.data = shown(took) + ' ';
  const sorted = chart.recent();
  by('spread').textContent = `median ${shown(sorted[sorted.length >> 1])} ms, longest ${shown(sorted[sorted.length - 1])} ms`;
  if (sent.line) {
    sent.line.lastChild.textContent = shown(took) + ' ms';
  }
}

function beat() {
  by('beats').textContent = String(++beats);
  chart.beat();
}

by('form').addEventListener('submit', event => {
  event.preventDefault();
  const text = by('text').value;
  if (!text || !session || session.state !== 'open') {
    return;
  }
  const line = document.createElement('li');
  line.append(part('', text), part('', '…'));
  by('log').prepend(line);
  while (by('log').children.length > 6) {
    by('log').lastChild.remove();
  }
  by('text').value = '';
  say(text, line);
});
by('again').addEventListener('click', connect);
setInterval(ping, EVERY);
setInterval(() => {
  const seconds = session && session.state === 'open' ? Math.floor((performance.now() - session.opened) / 1000) : 0;
  by('age').textContent = Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0');
  by('beats').textContent = String(beats);
  by('count').textContent = String(echoes);
}, 250);
connect();
