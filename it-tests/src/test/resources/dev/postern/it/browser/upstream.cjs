'use strict';

// An application as others write them: the ws package, no knowledge of SockJS or of the gateway. Each line
// that it prints is one JSON object. It ends when its standard input does.
const { WebSocketServer } = require('ws');

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 }, () => say({ port: server.address().port }));
process.stdin.on('end', () => process.exit(0)).resume();

function say(what) {
    console.log(JSON.stringify(what));
}

server.on('connection', (socket) => {
    let id = '';
    socket.on('message', (data, isBinary) => {
        const text = data.toString();
        if (text.startsWith('id ')) {
            id = text.slice(3);
            socket.send('hello ' + id);
        } else if (text.startsWith('close ')) {
            const [, code, reason] = /^close (\d+) (.*)$/.exec(text);
            socket.close(Number(code), reason);
        } else if (text.startsWith('many ')) {
            for (let i = 0; i < Number(text.slice(5)); i++) {
                socket.send('message ' + i);
            }
        } else {
            socket.send(data, { binary: isBinary });
        }
    });
    socket.on('close', (code, reason) => say({ id, code, reason: reason.toString() }));
});
