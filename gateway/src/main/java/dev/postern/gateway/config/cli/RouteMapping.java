package dev.postern.gateway.config.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.net.URI;
import java.net.URISyntaxException;

/** What {@code --route} says: {@code /chat=ws://127.0.0.1:9000/ws}. */
record RouteMapping(String prefix, URI upstream) {

    static final class Reader implements ITypeConverter<RouteMapping> {

        @Override
        public RouteMapping convert(String value) {
            int equals = value.indexOf('=');
            if (equals < 1 || equals == value.length() - 1) {
                throw new TypeConversionException("'" + value
                        + "' is not a route; write it like /chat=ws://127.0.0.1:9000/ws.");
            }
            try {
                return new RouteMapping(
                        value.substring(0, equals), new URI(value.substring(equals + 1)));
            } catch (URISyntaxException malformed) {
                throw new TypeConversionException("'" + value.substring(equals + 1)
                        + "' is not a URL; write it like ws://127.0.0.1:9000/ws.");
            }
        }
    }
}
