package dev.postern.gateway.upstream;

import dev.postern.api.CloseStatus;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpUpgrader;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One try to reach an application. Ends with a WebSocket opened by its {@link ClientHandshake}, or with
 * a refusal, or, once abandoned, with neither.
 */
final class UpstreamAttempt implements Response.Listener {

    private final Request request;
    private final BiConsumer<CloseStatus, @Nullable Throwable> refused;

    /** @param refused hears, at most once, why there is no connection */
    UpstreamAttempt(
            HttpClient http,
            URI url,
            Duration timeout,
            ClientHandshake handshake,
            BiConsumer<CloseStatus, @Nullable Throwable> refused) {
        this.refused = refused;
        HttpUpgrader.Factory factory = version -> handshake;
        request = http.newRequest(url)
                .attribute(HttpUpgrader.Factory.class.getName(), factory)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                // The client's own is short, for connections that nobody wants any more.
                .idleTimeout(timeout.toMillis() + 1000, TimeUnit.MILLISECONDS);
    }

    void headers(Consumer<HttpFields.Mutable> writer) {
        request.headers(writer);
    }

    void start() {
        request.send(this);
    }

    /** Closes the connection at whatever point it is, or takes the request out of the queue. */
    void abandon() {
        Future<?> unused = request.abort(new CancellationException());
    }

    /** A refusal is clear from its head; its body, and this connection, are of no use to anybody. */
    @Override
    public void onHeaders(Response response) {
        int status = response.getStatus();
        if (status != HttpStatus.SWITCHING_PROTOCOLS_101) {
            Future<?> unused = response.abort(new RefusedException(status));
        }
    }

    @Override
    public void onComplete(Result result) {
        Throwable failure = result.getFailure();
        if (failure instanceof RefusedException refusal) {
            refused.accept(Refusals.forStatus(refusal.status), null);
        } else if (failure != null && !(failure instanceof CancellationException)) {
            refused.accept(Refusals.forFailure(failure), failure);
        }
    }

    /** The application answered, but not by 101. */
    private static final class RefusedException extends RuntimeException {

        private final int status;

        RefusedException(int status) {
            super("HTTP status " + status, null, false, false);
            this.status = status;
        }
    }
}
