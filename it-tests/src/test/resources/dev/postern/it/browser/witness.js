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
})();

function keepTalking() {
    var next = 0;
    var timer = setInterval(function () {
        if (seen.close) {
            clearInterval(timer);
        } else if (seen.opens) {
            send(['up ' + next]);
            next += 1;
        }
    }, 2);
}
