package dev.postern.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

class BoundedReadEndPointTest {

    private static final int BUFFER = 16;

    private SocketChannel client;
    private BoundedReadEndPoint endPoint;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            client = SocketChannel.open(listener.getLocalAddress());
            SocketChannel accepted = listener.accept();
            accepted.configureBlocking(false);
            endPoint = new BoundedReadEndPoint(accepted, null, null, null);
        }
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        endPoint.close();
    }

    @Test
    void aReadThatLeftRoomIsTheLastUntilTheReaderWaited() throws IOException {
        send(5);
        assertThat(fill()).isEqualTo(5);
        send(5);
        assertThat(fill()).isZero();

        assertThat(endPoint.tryFillInterested(Callback.NOOP)).isTrue();
        assertThat(fill()).isEqualTo(5);
        assertThat(fill()).isZero();
    }

    @Test
    void aReaderThatIsLetLooksAgain() throws IOException {
        send(5);
        fill();
        send(5);
        endPoint.allowReads();
        assertThat(fill()).isEqualTo(5);
    }

    @Test
    void aClientThatAlwaysHasMoreIsInterrupted() throws IOException {
        send(100 * BUFFER);
        int reads = 0;
        while (fill() > 0) {
            reads++;
        }
        assertThat(reads).isEqualTo(8);

        assertThat(endPoint.tryFillInterested(Callback.NOOP)).isTrue();
        assertThat(fill()).isEqualTo(BUFFER);
    }

    @Test
    void theEndIsSeenOnceItWasReadAndEverAfter() throws IOException {
        client.shutdownOutput();
        assertThat(fill()).isNegative();
        assertThat(fill()).isNegative();
    }

    @Test
    void whatIsKeptGoesWithWhatFollows() throws IOException {
        endPoint.sendWithNext();
        assertThat(endPoint.flush(text("one "), text("two "))).isTrue();
        client.configureBlocking(false);
        assertThat(client.read(ByteBuffer.allocate(1))).isZero();

        assertThat(endPoint.flush(text("three "))).isTrue();
        assertThat(endPoint.flush(text("four"))).isTrue();
        client.configureBlocking(true);
        ByteBuffer read = ByteBuffer.allocate("one two three four".length());
        while (read.hasRemaining()) {
            client.read(read);
        }
        assertThat(new String(read.array(), StandardCharsets.US_ASCII))
                .isEqualTo("one two three four");
    }

    @Test
    void whatIsKeptComesFirstHoweverSlowTheClient() throws IOException {
        ByteBuffer large = ByteBuffer.allocate(64 << 20);
        endPoint.sendWithNext();
        endPoint.flush(large.duplicate().put(0, (byte) 'k'));
        ByteBuffer next = text("next");
        int reads = 0;
        while (!endPoint.flush(next)) {
            assertThat(next.remaining()).isEqualTo(4);
            ByteBuffer some = ByteBuffer.allocate(1 << 20);
            client.read(some);
            if (reads++ == 0) {
                assertThat(some.get(0)).isEqualTo((byte) 'k');
            }
        }
        assertThat(reads).isPositive();
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void send(int bytes) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(bytes);
        while (data.hasRemaining()) {
            client.write(data);
        }
    }

    private int fill() throws IOException {
        return endPoint.fill(BufferUtil.allocate(BUFFER));
    }
}
