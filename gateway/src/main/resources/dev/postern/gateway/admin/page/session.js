// One SockJS session, and what the client tried on its way to it. The hooks are sockjs-client 1.6's own
// methods, which it looks up on the instance each time.

const REASONS = {
  1006: 'cut off before it opened',
  2007: 'no answer in time',
};

export class Session {
  /** listener: {changed(session), message(text), beat()} */
  constructor(url, transports, listener) {
    this.listener = listener;
    this.wanted = transports;
    this.id = Array.from(crypto.getRandomValues(new Uint8Array(5)), byte => byte.toString(36).padStart(2, '0')).join('');
    this.state = 'connecting';
    this.tries = [];
    this.close = null;
    this.begun = performance.now();
    this.opened = 0;
    this.asking = { name: '/info', begun: this.begun, outcome: 'trying', why: 'what the gateway offers', took: 0 };
    this.tries.push(this.asking);
    this.socket = new SockJS(url, null, { transports, sessionId: () => this.id });
    this.watch();
  }

  get transport() {
    return this.state === 'open' ? this.socket.transport : null;
  }

  send(text) {
    this.socket.send(text);
  }

  leave() {
    this.listener = { changed() {}, message() {}, beat() {} };
    this.socket.close();
  }

  watch() {
    const socket = this.socket;
    const connect = socket._connect;
    socket._connect = () => {
      if (this.asking.outcome === 'trying') {
        this.end(this.asking, 'ok', this.offer(socket._transports));
      }
      connect.call(socket);
      if (socket._transport) {
        this.tries.push({ name: socket._transport.transportName, begun: performance.now(), outcome: 'trying', why: '', took: 0 });
        this.listener.changed(this);
      }
    };
    const transportClose = socket._transportClose;
    socket._transportClose = (code, reason) => {
      const last = this.tries[this.tries.length - 1];
      if (last.outcome === 'trying') {
        this.end(last, 'failed', REASONS[code] || reason || 'closed with ' + code);
      }
      transportClose.call(socket, code, reason);
    };
    socket.onopen = () => {
      this.state = 'open';
      this.opened = performance.now();
      this.end(this.tries[this.tries.length - 1], 'ok', 'open');
    };
    socket.onclose = event => {
      this.state = 'closed';
      this.close = { code: event.code, reason: event.reason };
      const last = this.tries[this.tries.length - 1];
      if (last.outcome === 'trying') {
        this.end(last, 'failed', last === this.asking ? 'the gateway does not answer' : event.reason);
      }
      this.listener.changed(this);
    };
    socket.onmessage = event => this.listener.message(event.data);
    socket.addEventListener('heartbeat', () => this.listener.beat());
  }

  /** What the gateway's /info left of the wanted transports. */
  offer(left) {
    return this.wanted.includes('websocket') && !left.some(transport => transport.transportName === 'websocket')
      ? 'WebSocket is not offered to this network, or this browser has none'
      : 'the gateway is there';
  }

  end(attempt, outcome, why) {
    Object.assign(attempt, { outcome, why, took: performance.now() - attempt.begun });
    this.listener.changed(this);
  }
}
