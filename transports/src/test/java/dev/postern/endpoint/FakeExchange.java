package dev.postern.endpoint;

import dev.postern.api.Headers;
import dev.postern.api.Turn;
import dev.postern.http.BodyReader;
import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.HeaderField;
import dev.postern.http.ResponseHead;
import dev.postern.http.WebSocketListener;
import dev.postern.http.WebSocketSettings;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** A request and its response without a server; strict about what {@link Exchange} asks of its user. */
final class FakeExchange implements Exchange, Reply {

    private static final SocketAddress SOMEWHERE =
            InetSocketAddress.createUnresolved("localhost", 1);

    private final String method;
    private final String path;
    private final String query;
    private final Headers headers;
    private String mount = "";
    private Principal principal;
    private Map<String, Object> attributes = Map.of();
    private final Deque<byte[]> body = new ArrayDeque<>();
    private boolean bodyBreaksOff;
    private boolean bodyRead;
    private BodyReader reader;
    private boolean feeding;
    private boolean resting;

    private ResponseHead head;
    private ByteBuffer prelude = ByteBuffer.allocate(0);
    private final ByteArrayOutputStream response = new ByteArrayOutputStream();
    private final List<Integer> pieceSizes = new ArrayList<>();
    private boolean complete;
    private boolean aborted;
    private boolean stalled;
    private Completion inFlight;
    private Runnable clientGone;

    private WebSocketSettings settings;
    private FakeWebSocketChannel channel;
    private boolean stallsSocket;

    FakeExchange(String method, String pathAndQuery, Headers headers, byte[]... body) {
        int mark = pathAndQuery.indexOf('?');
        this.method = method;
        this.path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
        this.query = mark < 0 ? null : pathAndQuery.substring(mark + 1);
        this.headers = headers;
        this.body.addAll(List.of(body));
    }

    // What a test tells

    /** The body ends before its time. */
    FakeExchange thatBreaksOff() {
        bodyBreaksOff = true;
        return this;
    }

    /** Came to a web application at {@code contextPath}. */
    FakeExchange mountedAt(String contextPath) {
        mount = contextPath;
        return this;
    }

    /** Came from somebody the server knows. */
    FakeExchange from(Principal user, Map<String, Object> known) {
        principal = user;
        attributes = known;
        return this;
    }

    /** Keeps what is written until {@link #goOn()}. */
    @Override
    public void stall() {
        stalled = true;
        stallsSocket = true;
        if (channel != null) {
            channel.stall();
        }
    }

    @Override
    public void goOn() {
        stalled = false;
        stallsSocket = false;
        if (channel != null) {
            channel.goOn();
        }
        Completion done = inFlight;
        inFlight = null;
        if (done != null) {
            Turn.run(done::succeeded);
        }
    }

    @Override
    public void leave() {
        if (channel != null) {
            channel.cut();
        } else if (!complete && clientGone != null) {
            Runnable told = clientGone;
            clientGone = null;
            Turn.run(told);
        }
    }

    // What a test asks

    ResponseHead head() {
        return head;
    }

    @Override
    public int status() {
        return head == null ? 0 : head.status();
    }

    @Override
    public List<String> responseHeader(String name) {
        return head.fields().stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(HeaderField::value)
                .toList();
    }

    @Override
    public String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(response.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("a response that is no UTF-8", e);
        }
    }

    @Override
    public List<Integer> pieceSizes() {
        return pieceSizes;
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public boolean isAborted() {
        return aborted;
    }

    /** Whether the last piece of the body was taken. */
    boolean isBodyTaken() {
        return body.isEmpty();
    }

    @Override
    public FakeWebSocketChannel channel() {
        return channel;
    }

    WebSocketSettings settings() {
        return settings;
    }

    // Exchange

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String query() {
        return query;
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public String mount() {
        return mount;
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public Map<String, Object> attributes() {
        return attributes;
    }

    @Override
    public SocketAddress remote() {
        return SOMEWHERE;
    }

    @Override
    public SocketAddress local() {
        return SOMEWHERE;
    }

    @Override
    public boolean secure() {
        return false;
    }

    @Override
    public void readBody(BodyReader bodyReader) {
        require(!bodyRead, "a body is read once");
        bodyRead = true;
        reader = bodyReader;
        feed();
    }

    @Override
    public void readOn() {
        if (feeding) {
            resting = false;
        } else if (resting) {
            resting = false;
            Turn.run(this::feed);
        }
    }

    private void feed() {
        while (!resting) {
            byte[] chunk = body.poll();
            if (chunk == null) {
                if (bodyBreaksOff) {
                    reader.onFailure(new EOFException("on purpose"));
                } else {
                    reader.onEnd();
                }
                return;
            }
            feeding = true;
            // It may be told to read on before it asks for a rest.
            resting = true;
            boolean goOn = reader.onChunk(ByteBuffer.wrap(chunk).asReadOnlyBuffer());
            feeding = false;
            resting = resting && !goOn;
        }
    }

    @Override
    public void respond(ResponseHead responseHead, ByteBuffer data, Completion done) {
        require(head == null, "a request is answered once");
        head = responseHead;
        complete = true;
        take(data, done);
    }

    @Override
    public void begin(ResponseHead responseHead, ByteBuffer beginning) {
        require(head == null, "a request is answered once");
        head = responseHead;
        prelude = beginning;
    }

    @Override
    public void write(ByteBuffer data, boolean last, Completion done) {
        require(head != null, "a head before the body");
        if (aborted) {
            done.failed(new IOException("cut"));
            return;
        }
        require(inFlight == null, "one write at a time");
        require(!complete, "nothing after the last write");
        complete = last;
        take(prelude);
        take(data, done);
    }

    private void take(ByteBuffer data) {
        if (data.hasRemaining()) {
            pieceSizes.add(data.remaining());
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            response.writeBytes(bytes);
        }
    }

    private void take(ByteBuffer data, Completion done) {
        take(data);
        if (stalled) {
            inFlight = done;
        } else {
            done.succeeded();
        }
    }

    @Override
    public void abort() {
        aborted = true;
        complete = true;
    }

    @Override
    public void onClientGone(Runnable listener) {
        clientGone = listener;
    }

    @Override
    public boolean isWebSocketUpgrade() {
        String key = headers.first("Sec-WebSocket-Key");
        return method.equals("GET")
                && "websocket".equalsIgnoreCase(headers.first("Upgrade"))
                && headers.elements("Connection").stream().anyMatch("upgrade"::equalsIgnoreCase)
                && "13".equals(headers.first("Sec-WebSocket-Version"))
                && key != null
                && key.matches("[A-Za-z0-9+/]{22}==");
    }

    @Override
    public void upgrade(WebSocketSettings how, WebSocketListener listener) {
        require(head == null && channel == null, "a request is answered once");
        settings = how;
        complete = true;
        channel = new FakeWebSocketChannel(listener);
        if (stallsSocket) {
            channel.stall();
        }
        listener.onOpen(channel);
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new AssertionError(rule);
        }
    }
}
