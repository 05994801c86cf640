package dev.postern.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Transport;
import dev.postern.gateway.testing.FakeSession;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.util.List;

class UpstreamUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "WEBSOCKET ; ws://h/ws ; '' ; ws://h/ws",
                "WEBSOCKET ; ws://h/ws ; a=1&b=%20 ; ws://h/ws?a=1&b=%20",
                "WEBSOCKET ; ws://h/ws?k=v ; a=1 ; ws://h/ws?k=v&a=1",
                "WEBSOCKET ; ws://h ; a=1 ; ws://h?a=1",
                "WEBSOCKET ; ws://h/ws ; a={|} ; ws://h/ws?a=%7B%7C%7D",
                "WEBSOCKET ; ws://h/ws ; a=100% ; ws://h/ws?a=100%25",
                "WEBSOCKET ; ws://h/ws ; %zz%4 ; ws://h/ws?%25zz%254",
                "WEBSOCKET ; ws://h/ws ; a=ä ; ws://h/ws?a=%C3%A4",
                "WEBSOCKET ; ws://h/ws ; c=cb&a=1 ; ws://h/ws?c=cb&a=1",
                "JSONP_POLLING ; ws://h/ws ; c=cb&a=1 ; ws://h/ws?a=1",
                "HTML_FILE ; ws://h/ws ; a=1&callback=cb ; ws://h/ws?a=1",
                "JSONP_POLLING ; ws://h/ws ; c=cb ; ws://h/ws",
            })
    void theClientsQueryStandsBehindTheRoutesUrl(
            Transport transport, URI route, String query, String expected) {
        assertThat(UpstreamUrl.of(route, FakeSession.handshake(transport, query, List.of())))
                .isEqualTo(URI.create(expected));
    }
}
