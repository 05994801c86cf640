package dev.postern.gateway.server;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What Jetty itself refuses is answered in one line of text. Its own pages are HTML, repeat the
 * client's URL and may show an exception.
 */
final class PlainErrors implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=UTF-8");
        ByteBuffer text = HttpStatus.hasNoBody(status)
                ? ByteBuffer.allocate(0)
                : ByteBuffer.wrap(
                        (HttpStatus.getMessage(status) + '\n').getBytes(StandardCharsets.UTF_8));
        response.write(true, text, callback);
        return true;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
