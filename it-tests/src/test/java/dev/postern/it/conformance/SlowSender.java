package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.RawHttp;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** One byte of a body a second, for as long as the server puts up with it; begun when this is made. */
final class SlowSender implements BadInputCase, AutoCloseable {

    private final Service session;
    private final StreamingResponse stream;
    private final Trickle body;

    private SlowSender(Service session) throws IOException {
        this.session = session;
        stream = StreamingResponse.xhr(session);
        assertThat(stream.next()).isEqualTo("o\n");
        RawHttp http = RawHttp.connect(session.port());
        http.head(
                "POST " + session.base() + "/xhr_send HTTP/1.1",
                "Host: 127.0.0.1",
                "Content-Length: 1000");
        body = new Trickle(http.send("[\""));
    }

    static SlowSender start(Service service) throws IOException {
        return new SlowSender(service.session());
    }

    @Override
    public List<String> answers() throws Exception {
        String answer = body.answer(Duration.ofSeconds(55), Duration.ofSeconds(80));
        Verify.accepted(session.postBody("/xhr_send", "[\"still there\"]"));
        String frame = stream.next();
        while (frame.equals("h\n")) {
            frame = stream.next();
        }
        assertThat(frame).isEqualTo("a[\"still there\"]\n");
        return List.of(answer);
    }

    @Override
    public void close() throws IOException {
        body.close();
        stream.close();
    }
}
