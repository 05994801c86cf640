package dev.postern.gateway.upstream;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

/** Why an application can't be reached, for who runs the gateway and not for who wrote it. */
final class Reason {

    private Reason() {}

    static String of(Throwable failure) {
        if (failure instanceof UnknownHostException
                || failure instanceof UnresolvedAddressException) {
            return "there is no such host";
        }
        if (failure instanceof TimeoutException) {
            return "no answer within connect-timeout";
        }
        if (failure instanceof EOFException || failure instanceof ClosedChannelException) {
            return "it closed the connection without an answer";
        }
        if (failure instanceof SSLException) {
            return "TLS: " + failure.getMessage();
        }
        if (failure instanceof ConnectException) {
            return Objects.requireNonNullElse(failure.getMessage(), "no connection");
        }
        return failure.toString();
    }
}
