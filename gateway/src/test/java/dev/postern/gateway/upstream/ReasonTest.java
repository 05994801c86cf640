package dev.postern.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import javax.net.ssl.SSLHandshakeException;

class ReasonTest {

    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), "Connection refused"),
                Arguments.of(new ConnectException(), "no connection"),
                Arguments.of(new UnknownHostException("app"), "there is no such host"),
                Arguments.of(new UnresolvedAddressException(), "there is no such host"),
                Arguments.of(new TimeoutException("5000 ms"), "no answer within connect-timeout"),
                Arguments.of(
                        new ClosedChannelException(), "it closed the connection without an answer"),
                Arguments.of(
                        new EOFException("reset"), "it closed the connection without an answer"),
                Arguments.of(
                        new SSLHandshakeException("certificate expired"),
                        "TLS: certificate expired"),
                Arguments.of(new IOException("odd"), "java.io.IOException: odd"));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void areToldInWords(Throwable failure, String words) {
        assertThat(Reason.of(failure)).isEqualTo(words);
    }
}
