// What a page's requests heard, beneath sockjs-client and unknown to it; and a page that never stops talking.
var accepted = [];
var complete = [];

(function () {
    var open = XMLHttpRequest.prototype.open;
    var send = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.open = function (method, url) {
        this.calls = url;
        return open.apply(this, arguments);
    };
    XMLHttpRequest.prototype.send = function (body) {
        var request = this;
        request.addEventListener('load', function () {
            if (request.status === 204 && request.calls.indexOf('/xhr_send') > 0) {
                accepted = accepted.concat(JSON.parse(body));
            } else if (request.status === 200 && /\/xhr(_streaming)?[?]/.test(request.calls)) {
                complete.push(request.responseText);
            }
        });
        return send.apply(this, arguments);
    };

    // What an EventSource carried until it ended, whole or not: a page is not told which.
    var listen = Object.getOwnPropertyDescriptor(EventSource.prototype, 'onmessage');
    Object.defineProperty(EventSource.prototype, 'onmessage', {
        configurable: true,
        get: listen.get,
        set: function (listener) {
            if (listener) {
                var text = '';
                this.addEventListener('message', function (event) {
                    text += event.data + '\n';
                });
                this.addEventListener('error', function () {
                    complete.push(text);
                });
            }
            listen.set.call(this, listener);
        }
    });
})();

// Each message ends with the filler; `many` are sent at a time, and so in one request.
function keepTalking(filler, many) {
    var next = 0;
    var timer = setInterval(function () {
        if (seen.close) {
            clearInterval(timer);
        } else if (seen.opens) {
            for (var i = 0; i < many; i++) {
                send(['up ' + next + filler]);
                next += 1;
            }
        }
    }, 2 * many);
}
