package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.config.GatewayConfig;
import dev.postern.gateway.config.IpNetwork;
import dev.postern.gateway.config.ListenerSettings;
import dev.postern.gateway.config.NegotiationSettings;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.SessionSettings;
import dev.postern.gateway.config.TrustedNetworks;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Pages of {@code https://chat.example.com} through proxies that ask for {@code 127.0.0.1}. */
class OriginsBehindProxiesTest {

    private final HttpClient proxy = HttpClient.newHttpClient();
    private Gateway gateway;

    private void serve(boolean trusting) throws Exception {
        gateway = new Gateway(new GatewayConfig(
                ListenerSettings.at("127.0.0.1", 0),
                List.of(new RouteConfig(
                        "/chat", URI.create("ws://127.0.0.1:9/"), SessionSettings.DEFAULT)),
                false,
                true,
                null,
                trusting
                        ? new TrustedNetworks(List.of(IpNetwork.parse("127.0.0.1")))
                        : TrustedNetworks.NONE,
                Duration.ZERO,
                NegotiationSettings.DEFAULT));
        gateway.start();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.stop();
    }

    private HttpResponse<String> info(String path, String header, String value) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.port() + path))
                .header("Origin", "https://chat.example.com")
                .header(header, value)
                .build();
        return proxy.send(request, BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "true, X-Forwarded-Host, chat.example.com, 200",
        "true, X-Forwarded-Host, 'other.example, chat.example.com', 200",
        "true, Forwarded, for=10.0.0.9;host=chat.example.com, 200",
        "true, Forwarded, 'for=10.0.0.9;host=\"chat.example.com:443\"', 200",
        "true, X-Forwarded-Host, other.example, 403",
        "true, X-Forwarded-For, 10.0.0.9, 403",
        "false, X-Forwarded-Host, chat.example.com, 403",
        "false, Forwarded, for=10.0.0.9;host=chat.example.com, 403",
        "false, Sec-Fetch-Site, same-origin, 200",
        "false, Sec-Fetch-Site, cross-site, 403",
    })
    void aPageOfTheHostThatWasAskedComesIn(
            boolean trusting, String header, String value, int status) throws Exception {
        serve(trusting);
        for (String path : List.of("/chat/info", "/_postern/echo/info")) {
            HttpResponse<String> answer = info(path, header, value);
            assertThat(answer.statusCode()).as(path).isEqualTo(status);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEqualTo(
                            status == 200
                                    ? Optional.of("https://chat.example.com")
                                    : Optional.empty());
        }
    }
}
