package dev.postern.endpoint;

import dev.postern.http.Exchange;

/** Something that has a say in what {@code /info} answers to one request. Must not block. */
@FunctionalInterface
public interface InfoPart {

    InfoAnswer apply(Exchange exchange, InfoAnswer soFar);
}
