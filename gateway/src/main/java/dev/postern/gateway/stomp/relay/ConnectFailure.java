package dev.postern.gateway.stomp.relay;

import dev.postern.gateway.config.BrokerAddress;

import org.jspecify.annotations.Nullable;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/** Why a broker can't be reached, in words for who runs the gateway. Pure. */
final class ConnectFailure {

    private ConnectFailure() {}

    static String describe(BrokerAddress broker, Throwable cause) {
        if (in(cause, CertificateExpiredException.class)
                || in(cause, CertificateNotYetValidException.class)) {
            return "its certificate is not valid at this time";
        }
        if (in(cause, CertPathBuilderException.class)
                || in(cause, CertPathValidatorException.class)) {
            return "its certificate is not trusted; relay.trust-store names the certificates that are";
        }
        if (in(cause, CertificateException.class)) {
            return "its certificate is not for " + broker.host() + " (" + cause.getMessage() + ')';
        }
        return cause.toString();
    }

    private static boolean in(@Nullable Throwable cause, Class<? extends Throwable> kind) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) {
                return true;
            }
        }
        return false;
    }
}
