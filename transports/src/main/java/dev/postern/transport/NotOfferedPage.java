package dev.postern.transport;

import dev.postern.http.CachePolicy;
import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.HeaderField;
import dev.postern.http.ResponseHead;
import dev.postern.protocol.Route.Endpoint;

import java.nio.ByteBuffer;

/**
 * The 404 for what sockjs-client opens in a hidden iframe: {@code iframe.html} and {@code htmlfile}. A page
 * does not see the status of what is in its iframe. Left alone, sockjs-client 1.6.1 waits two seconds for a
 * word from it, or until a time-out that it forgot to clear, of a transport that failed at once before; another
 * of those then strikes the transport it tries next, polling, and the session fails with 2000. So the page says
 * that it is none, and the client goes on at once.
 */
public final class NotOfferedPage {

    private static final HeaderField HTML =
            HeaderField.constant("Content-Type", "text/html; charset=UTF-8");

    /**
     * An iframe transport is told by the message that the real page would send (to whoever embeds it: there is
     * no secret in it), htmlfile's iframe by the event of one that cannot be loaded.
     */
    private static final ByteBuffer PAGE = Answers.utf8("""
            <!DOCTYPE html>
            <html>
            <head><title>Not offered</title></head>
            <body>
            <p>Not found</p>
            <script>
            if (location.hash) {
              parent.postMessage(JSON.stringify(
                  {windowId: location.hash.slice(1), type: "c", data: '[1006,"Not offered"]'}), "*");
            } else if (frameElement && frameElement.onerror) {
              frameElement.onerror();
            }
            </script>
            </body>
            </html>
            """).asReadOnlyBuffer();

    private NotOfferedPage() {}

    /** Answers who asks for a transport that is not offered: by this page where it would be in an iframe. */
    public static void answer(Exchange exchange, Endpoint transport) {
        if (transport == Endpoint.HTMLFILE) {
            answer(exchange, CachePolicy.NOT_CACHED);
        } else {
            Answers.notFound(exchange);
        }
    }

    /**
     * Answers {@code exchange} by this page.
     *
     * @param caching how long it may be kept
     */
    public static void answer(Exchange exchange, HeaderField caching) {
        exchange.respond(
                new ResponseHead(404, HTML, caching), PAGE.duplicate(), Completion.IGNORED);
    }
}
