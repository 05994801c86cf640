package dev.postern.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.api.Transport;

import java.net.URLEncoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A client that hears by responses and speaks by requests. */
final class HttpClient implements TransportClient {

    private final TransportDriver driver;
    private final String id;
    private final Deque<Heard> inbox = new ArrayDeque<>();
    private boolean stopped;
    private Reply receiving;
    private Reply sending;
    private int framesHeard;

    HttpClient(TransportDriver driver, String id) {
        this.driver = driver;
        this.id = id;
        receive();
    }

    /** The latest response on which this client hears. */
    Reply receiving() {
        return receiving;
    }

    /** The latest request by which it has sent. */
    Reply sending() {
        return sending;
    }

    private void receive() {
        framesHeard = 0;
        receiving = driver.ask(new Asked(
                method(driver.transport()),
                receivePath(driver.transport(), id),
                List.of(),
                "",
                !stopped));
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
        return sent();
    }

    @Override
    public int sent() {
        return sending.status() == 200 && sending.text().equals("ok") ? 204 : sending.status();
    }

    private Reply upload(String where, String contentType, String body) {
        return driver.ask(new Asked(
                "POST",
                "/echo/000/" + id + where,
                List.of("Content-Type", contentType),
                body,
                true));
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
