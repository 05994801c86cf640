// A chat: one room, a plain WebSocket server, and the page. It knows nothing of SockJS or of Postern.
//
//   client → server   {"name": "Ada"}            first, and once
//                     {"text": "hello"}
//   server → client   {"history": [message…]}    first
//                     {"people": ["Ada", …]}      whenever somebody comes or goes
//                     {"from": "Ada", "text": "hello", "at": 1767225600000}

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { WebSocketServer, WebSocket } from 'ws';

const PORT = Number(process.env.PORT ?? 9000);
const HISTORY = 50;
const MAX_NAME = 24;
const MAX_TEXT = 1000;
const MAX_UNSENT = 1 << 20;

const require = createRequire(import.meta.url);
const files = {
  '/': ['public/index.html', 'text/html; charset=UTF-8'],
  '/chat.css': ['public/chat.css', 'text/css; charset=UTF-8'],
  '/chat.js': ['public/chat.js', 'text/javascript; charset=UTF-8'],
  '/sockjs.js': [require.resolve('sockjs-client/dist/sockjs.min.js'), 'text/javascript; charset=UTF-8'],
};

const http = createServer(async (request, response) => {
  const file = files[new URL(request.url, 'http://chat').pathname];
  if (!file) {
    response.writeHead(404).end();
    return;
  }
  const body = await readFile(new URL(file[0], import.meta.url));
  response.writeHead(200, { 'Content-Type': file[1], 'Cache-Control': 'no-cache' }).end(body);
});

const history = [];
const sockets = new WebSocketServer({ server: http, path: '/ws', maxPayload: 8 * 1024 });

sockets.on('connection', socket => {
  socket.on('message', data => {
    const said = parse(data);
    if (!said) {
      socket.close(1008, 'That is not what this chat speaks');
    } else if (socket.name === undefined) {
      enter(socket, said.name);
    } else {
      say(socket, said.text);
    }
  });
  socket.on('close', () => socket.name !== undefined && broadcast({ people: people() }));
  socket.on('error', () => socket.terminate());
});

function parse(data) {
  try {
    const said = JSON.parse(data);
    return typeof said === 'object' ? said : null;
  } catch {
    return null;
  }
}

function enter(socket, name) {
  const trimmed = typeof name === 'string' ? name.trim().slice(0, MAX_NAME) : '';
  if (trimmed === '') {
    socket.close(1008, 'Say your name first');
    return;
  }
  socket.name = trimmed;
  send(socket, { history });
  broadcast({ people: people() });
}

function say(socket, text) {
  if (typeof text !== 'string' || text.trim() === '') {
    return;
  }
  const message = { from: socket.name, text: text.slice(0, MAX_TEXT), at: Date.now() };
  history.push(message);
  if (history.length > HISTORY) {
    history.shift();
  }
  broadcast(message);
}

function people() {
  return [...sockets.clients]
    .filter(socket => socket.readyState === WebSocket.OPEN && socket.name !== undefined)
    .map(socket => socket.name)
    .sort((a, b) => a.localeCompare(b));
}

function broadcast(message) {
  for (const socket of sockets.clients) {
    if (socket.name !== undefined) {
      send(socket, message);
    }
  }
}

function send(socket, message) {
  if (socket.bufferedAmount > MAX_UNSENT) {
    socket.close(1008, 'Too slow');
  } else if (socket.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify(message));
  }
}

http.listen(PORT, '127.0.0.1', () => {
  const port = http.address().port;
  console.log(`The page:  http://127.0.0.1:${port}/`);
  console.log(`The app:   ws://127.0.0.1:${port}/ws`);
});
