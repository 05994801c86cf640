package dev.postern.testing;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.time.Duration;

/**
 * From its first request on a connection has that time-out, as if it were its connector's; but the request
 * may take its time to come.
 */
public final class IdleTimeoutHandler extends Handler.Wrapper {

    private final Duration timeout;

    public IdleTimeoutHandler(Handler handler, Duration timeout) {
        super(handler);
        this.timeout = timeout;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        request.getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .setIdleTimeout(timeout.toMillis());
        return super.handle(request, response, callback);
    }
}
