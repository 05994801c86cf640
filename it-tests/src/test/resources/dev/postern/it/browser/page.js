// What the page saw of its last session, and what a test does with it. ES5: HtmlUnit runs this too.
var seen;
var socket;

function start(url, transport) {
    var mine = { transport: null, opens: 0, messages: [], close: null };
    seen = mine;
    // The time-out's floor: a busy machine must not make the client give its only transport up.
    var options = { timeout: 5000 };
    if (transport) {
        options.transports = [transport];
    }
    socket = new SockJS(url, null, options);
    socket.onopen = function () {
        mine.opens += 1;
        mine.transport = this.transport;
    };
    socket.onmessage = function (event) {
        mine.messages.push(event.data);
    };
    socket.onclose = function (event) {
        mine.close = { code: event.code, reason: event.reason, wasClean: event.wasClean };
    };
}

function send(texts) {
    for (var i = 0; i < texts.length; i++) {
        socket.send(texts[i]);
    }
}
