// The gateway's route; the page comes from the app, so the gateway must allow this page's origin.
const GATEWAY = new URLSearchParams(location.search).get('gateway') ?? `http://${location.hostname}:8080/chat`;
const LONGEST_PAUSE = 10_000;

const $ = id => document.getElementById(id);
let socket;
let pause = 500;

$('enter').addEventListener('submit', event => {
  event.preventDefault();
  $('enter').hidden = true;
  $('room').hidden = false;
  connect();
  $('text').focus();
});

$('say').addEventListener('submit', event => {
  event.preventDefault();
  const text = $('text').value.trim();
  if (text !== '' && socket.readyState === SockJS.OPEN) {
    socket.send(JSON.stringify({ text }));
    $('text').value = '';
  }
});

function connect() {
  const transport = $('transport').value;
  show('away', 'connecting …');
  socket = new SockJS(GATEWAY, null, transport === '' ? {} : { transports: [transport] });
  socket.onopen = () => {
    pause = 500;
    show('here', `connected by ${socket.transport}`);
    socket.send(JSON.stringify({ name: $('name').value }));
  };
  socket.onmessage = event => take(JSON.parse(event.data));
  socket.onclose = event => {
    show('away', `${event.reason || 'connection closed'} (${event.code}); trying again`);
    setTimeout(connect, pause * (0.5 + Math.random()));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  };
}

function take(message) {
  if (message.history) {
    $('messages').replaceChildren(...message.history.map(item));
  } else if (message.people) {
    $('people').replaceChildren(...message.people.map(person));
    return;
  } else {
    $('messages').append(item(message));
  }
  $('messages').scrollTop = $('messages').scrollHeight;
}

function item({ from, text, at }) {
  const head = document.createElement('small');
  const time = new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  head.textContent = `${from} · ${time}`;
  const li = document.createElement('li');
  li.className = from === $('name').value ? 'mine' : '';
  li.append(head, text);
  return li;
}

function person(name) {
  const li = document.createElement('li');
  li.textContent = name;
  return li;
}

function show(state, text) {
  $('state').dataset.state = state;
  $('state').textContent = text;
}
