package dev.postern.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.api.Headers;
import dev.postern.api.Transport;

import java.net.URLEncoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A client that hears by responses and speaks by requests. */
final class HttpClient implements TransportClient {

    private final InMemoryDriver driver;
    private final String id;
    private final Deque<Heard> inbox = new ArrayDeque<>();
    private boolean stopped;
    private FakeExchange receiving;
    private FakeExchange sending;
    private int framesHeard;

    HttpClient(InMemoryDriver driver, String id) {
        this.driver = driver;
        this.id = id;
        receive();
    }

    /** The latest response on which this client hears. */
    FakeExchange receiving() {
        return receiving;
    }

    /** The latest request by which it has sent. */
    FakeExchange sending() {
        return sending;
    }

    private void receive() {
        Headers headers = new Headers(List.of("Host", "localhost"));
        receiving = new FakeExchange(
                method(driver.transport()), receivePath(driver.transport(), id), headers);
        framesHeard = 0;
        if (stopped) {
            receiving.stall();
        }
        driver.ask(receiving);
    }

    static String method(Transport transport) {
        return transport == Transport.XHR_POLLING || transport == Transport.XHR_STREAMING
                ? "POST"
                : "GET";
    }

    static String receivePath(Transport transport, String id) {
        String base = "/echo/000/" + id;
        return switch (transport) {
            case XHR_POLLING -> base + "/xhr";
            case XHR_STREAMING -> base + "/xhr_streaming";
            case EVENT_SOURCE -> base + "/eventsource";
            case HTML_FILE -> base + "/htmlfile?c=_jp.a";
            case JSONP_POLLING -> base + "/jsonp?c=_jp.a";
            default -> throw new IllegalArgumentException(transport.label());
        };
    }

    @Override
    public Heard hear() {
        takeFrames();
        if (inbox.isEmpty() && receiving.isComplete() && !receiving.isAborted()) {
            receive();
            takeFrames();
        }
        return inbox.isEmpty() ? Heard.NOTHING : inbox.remove();
    }

    private void takeFrames() {
        if (receiving.status() == 0) {
            return;
        }
        if (receiving.status() != 200) {
            inbox.add(Heard.status(receiving.status()));
            return;
        }
        List<String> frames = ResponseFrames.of(driver.transport(), receiving.text());
        for (String frame : frames.subList(framesHeard, frames.size())) {
            inbox.add(Heard.frame(frame));
        }
        framesHeard = frames.size();
    }

    @Override
    public int send(String... messages) {
        return sendRaw(SocketClient.json(messages));
    }

    @Override
    public int sendRaw(String payload) {
        if (driver.transport() == Transport.JSONP_POLLING) {
            String form = "d=" + URLEncoder.encode(payload, UTF_8);
            sending = upload("/jsonp_send", "application/x-www-form-urlencoded", form);
        } else {
            sending = upload("/xhr_send", "text/plain", payload);
        }
        return sending.status() == 200 && sending.text().equals("ok") ? 204 : sending.status();
    }

    private FakeExchange upload(String where, String contentType, String body) {
        Headers headers = new Headers(List.of("Host", "localhost", "Content-Type", contentType));
        return driver.ask(
                new FakeExchange("POST", "/echo/000/" + id + where, headers, body.getBytes(UTF_8)));
    }

    @Override
    public void stopReading() {
        stopped = true;
        receiving.stall();
    }

    @Override
    public void readOn() {
        stopped = false;
        receiving.goOn();
    }

    @Override
    public void leave() {
        if (receiving.isComplete()) {
            receive();
        }
        receiving.leave();
    }

    @Override
    public boolean isCut() {
        return receiving.isAborted();
    }
}
