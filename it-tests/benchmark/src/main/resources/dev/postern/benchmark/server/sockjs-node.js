// sockjs-node with an echo and a broadcast; says where it listens as the other peers do.
const http = require('http');
const sockjs = require('sockjs');

const log = () => {};
const echo = sockjs.createServer({log});
echo.on('connection', (connection) => connection.on('data', (message) => connection.write(message)));

const members = new Set();
const broadcast = sockjs.createServer({log});
broadcast.on('connection', (connection) => {
  members.add(connection);
  connection.on('close', () => members.delete(connection));
  connection.on('data', (message) => members.forEach((member) => member.write(message)));
});

const server = http.createServer();
echo.installHandlers(server, {prefix: '/echo'});
broadcast.installHandlers(server, {prefix: '/broadcast'});
server.listen(0, '127.0.0.1', 1024, () => console.log('PORT ' + server.address().port));
