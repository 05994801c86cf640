// What the page saw of its last STOMP session, and what a test does with it.
var seen;
var client;
// Its messages as they can be acknowledged, and the transaction that it has begun.
var held;
var transaction;

// A transport of sockjs-client's, or 'raw' for a WebSocket.
function connect(url, transport, headers, heartBeat) {
    var mine = { connected: null, messages: [], receipts: [], errors: [], closes: [], frames: [], protocol: null };
    seen = mine;
    held = [];
    client = new StompJs.Client({
        connectHeaders: headers,
        reconnectDelay: 0,
        heartbeatIncoming: heartBeat,
        // A busy machine may sleep for a moment: nobody is given up for that, neither here nor there.
        heartbeatOutgoing: 3 * heartBeat,
        heartbeatToleranceMultiplier: 10,
        onConnect: function (frame) { mine.connected = frame.headers; },
        onStompError: function (frame) { mine.errors.push(frame.headers.message); },
        onWebSocketClose: function (event) { mine.closes.push({ code: event.code, reason: event.reason }); },
        onUnhandledReceipt: function (frame) { mine.receipts.push(frame.headers['receipt-id']); }
    });
    if (transport === 'raw') {
        client.webSocketFactory = function () {
            var socket = new WebSocket(url.replace(/^http/, 'ws') + '/websocket', ['v12.stomp', 'v11.stomp']);
            socket.addEventListener('open', function () { mine.protocol = socket.protocol; });
            return watch(socket, mine);
        };
    } else {
        client.webSocketFactory = function () {
            return watch(new SockJS(url, null, { transports: [transport], timeout: 5000 }), mine);
        };
    }
    client.activate();
}

// Notes heart-beats as they come.
function watch(socket, mine) {
    if (socket.addEventListener) {
        socket.addEventListener('message', function (event) {
            mine.frames.push(event.data === '\n' ? 'beat' : 'frame');
        });
    }
    return socket;
}

function subscribe(destination, headers) {
    var mine = seen;
    client.subscribe(destination, function (message) {
        mine.messages.push({ destination: message.headers.destination, body: message.body });
        held.push(message);
    }, headers);
}

function publish(destination, bodies, headers) {
    for (var i = 0; i < bodies.length; i++) {
        client.publish({ destination: destination, body: bodies[i], headers: headers });
    }
}

function ack(index, receipt) {
    held[index].ack({ receipt: receipt });
}

function nack(index, receipt) {
    held[index].nack({ receipt: receipt });
}

function begin() {
    transaction = client.begin();
}

function publishWithin(destination, body) {
    client.publish({ destination: destination, body: body, headers: { transaction: transaction.id } });
}

function disconnect(receipt) {
    var mine = seen;
    client.disconnectHeaders = { receipt: receipt };
    client.onDisconnect = function (frame) { mine.receipts.push(frame.headers['receipt-id']); };
    client.deactivate();
}
