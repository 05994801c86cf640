package dev.postern.benchmark.codec;

import dev.postern.protocol.EncodedMessage;
import dev.postern.protocol.Frame;
import dev.postern.protocol.FrameEncoder;
import dev.postern.protocol.MalformedBatchException;
import dev.postern.protocol.MessageDecoder;
import dev.postern.protocol.Quoting;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Quoting a message, encoding a frame, decoding a batch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class CodecBenchmark {

    private static final int MAX_MESSAGE = 1 << 20;
    private static final byte[] NOTHING = {};
    private static final byte[] LINE_FEED = {'\n'};
    private static final int DEEP = 16;

    /** How the messages look: letters; letters beyond ASCII; and what has to be escaped. */
    public enum Content {
        PLAIN("abcdefghijklmnop"),
        UNICODE("äöüß→★漢字abcdefgh"),
        ESCAPED("\"quoted\"\n\\\u2028abc");

        private final String piece;

        Content(String piece) {
            this.piece = piece;
        }
    }

    @Param
    private Content content = Content.PLAIN;

    @Param({"64", "4096"})
    private int length;

    private String text = "";
    private Frame oneMessage = Frame.OPEN;
    private Frame manyMessages = Frame.OPEN;
    private String batchOfOne = "";
    private byte[] batchOfMany = NOTHING;

    /** Makes the inputs. */
    @Setup
    public void prepare() {
        text = content.piece.repeat(length / content.piece.length() + 1).substring(0, length);
        EncodedMessage message = new EncodedMessage(text);
        oneMessage = new Frame.Messages(List.of(message));
        manyMessages = new Frame.Messages(Collections.nCopies(DEEP, message));
        String quoted = new String(message.quoted(Quoting.JSON), StandardCharsets.UTF_8);
        batchOfOne = '[' + quoted + ']';
        batchOfMany = ('[' + String.join(",", Collections.nCopies(DEEP, quoted)) + ']')
                .getBytes(StandardCharsets.UTF_8);
    }

    /** One message to its JSON literal. */
    @Benchmark
    public byte[] quote() {
        return new EncodedMessage(text).quoted(Quoting.JSON);
    }

    /** A frame of one message that is quoted already. */
    @Benchmark
    public ByteBuffer encodeOne() {
        return FrameEncoder.encode(oneMessage, Quoting.JSON, NOTHING, LINE_FEED);
    }

    /** A frame of sixteen messages that are quoted already; the figure is per message. */
    @Benchmark
    @OperationsPerInvocation(DEEP)
    public ByteBuffer encodeSixteen() {
        return FrameEncoder.encode(manyMessages, Quoting.JSON, NOTHING, LINE_FEED);
    }

    /** A WebSocket message with a batch of one. */
    @Benchmark
    public List<String> decodeText() throws MalformedBatchException {
        return MessageDecoder.decodeText(batchOfOne, MAX_MESSAGE);
    }

    /** The body of an xhr_send with sixteen messages; the figure is per message. */
    @Benchmark
    @OperationsPerInvocation(DEEP)
    public List<String> decodeSixteen() throws MalformedBatchException {
        MessageDecoder decoder = new MessageDecoder(MAX_MESSAGE, false);
        decoder.feed(ByteBuffer.wrap(batchOfMany));
        decoder.end();
        return decoder.take();
    }
}
