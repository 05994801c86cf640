package dev.postern.gateway.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.SessionSettings;
import dev.postern.gateway.config.StompTerms;
import dev.postern.stomp.HeartBeat;
import dev.postern.stomp.StompRules;
import dev.postern.stomp.StompSettings;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;

class StompRoutesTest {

    @Test
    void withoutAWordAMessageIsTheLargestFrameAndTheRestIsTheLibrarys() {
        StompSettings settings = settings(StompTerms.OPEN);
        assertThat(settings.limits().maxFrame())
                .isEqualTo(SessionSettings.DEFAULT.limits().maxMessage());
        assertThat(settings.limits().maxInFlight())
                .isEqualTo(StompSettings.DEFAULT.limits().maxInFlight());
        assertThat(settings.heartBeat()).isEqualTo(StompSettings.DEFAULT.heartBeat());
    }

    @Test
    void aRoutesOwnTermsReachItsGate() {
        StompSettings settings = settings(
                new StompTerms(null, StompRules.ALLOW_ALL, 4096, 65_536, Duration.ofMillis(2500)));
        assertThat(settings.limits().maxFrame()).isEqualTo(4096);
        assertThat(settings.limits().maxInFlight()).isEqualTo(65_536);
        assertThat(settings.heartBeat()).isEqualTo(new HeartBeat(2500, 2500));
    }

    private static StompSettings settings(StompTerms terms) {
        return StompRoutes.settings(new RouteConfig(
                "/stomp", URI.create("stomp:simple"), SessionSettings.DEFAULT, terms));
    }
}
