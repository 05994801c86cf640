package dev.postern.gateway.config;

import dev.postern.api.Limits;
import dev.postern.api.Transport;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How the sessions of a route behave.
 *
 * @param limits sizes and times
 * @param origins which pages may connect
 * @param transports which transports answer
 * @param iframe whether {@code iframe.html} is served, for browsers that need it to cross origins
 * @param deflate whether a client's permessage-deflate (RFC 7692) is accepted
 * @param refusal how a client that is not let in hears so
 * @param binary what becomes of an application's binary message on a SockJS session
 * @param subProtocols what the route speaks (RFC 6455 §1.9); empty: whatever client and application agree on
 * @param forwardHeaders request headers passed on beside the usual ones
 * @param sockjsUrl where {@code iframe.html} loads sockjs-client from, or null for the library's default
 */
public record SessionSettings(
        Limits limits,
        AllowedOrigins origins,
        Set<Transport> transports,
        boolean iframe,
        boolean deflate,
        RefusalMode refusal,
        BinaryMode binary,
        List<String> subProtocols,
        List<ForwardedHeader> forwardHeaders,
        @Nullable String sockjsUrl) {

    /** Those that ask a page's origin; jsonp and htmlfile can't. */
    public static final Set<Transport> SAFE_TRANSPORTS = Collections.unmodifiableSet(
            EnumSet.complementOf(EnumSet.of(Transport.HTML_FILE, Transport.JSONP_POLLING)));

    /** What fits a public site. */
    public static final SessionSettings DEFAULT = new SessionSettings(
            Limits.DEFAULT,
            AllowedOrigins.SAME,
            SAFE_TRANSPORTS,
            false,
            false,
            RefusalMode.CLOSE,
            BinaryMode.REFUSE,
            List.of(),
            List.of(),
            null);

    public SessionSettings {
        if (transports.isEmpty()) {
            throw new ConfigException("No transport is left to connect by; allow at least one.");
        }
        transports = Collections.unmodifiableSet(EnumSet.copyOf(transports));
        subProtocols = List.copyOf(subProtocols);
        forwardHeaders = List.copyOf(forwardHeaders);
    }
}
