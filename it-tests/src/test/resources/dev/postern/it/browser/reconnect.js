// A page as they are written: it connects, greets, and connects again when it is closed.
var tries = [];
var socket;

function keepConnected(url, options) {
    var mine = { transport: null, echoes: 0, closed: null };
    tries.push(mine);
    socket = new SockJS(url, null, options);
    socket.onopen = function () {
        mine.transport = this.transport;
        this.send('hello');
    };
    socket.onmessage = function () {
        mine.echoes += 1;
    };
    socket.onclose = function (event) {
        mine.closed = { code: event.code, reason: event.reason };
        if (event.code !== 1000) {
            setTimeout(function () { keepConnected(url, options); }, 50);
        }
    };
}

function say(text) {
    socket.send(text);
}
