package dev.postern.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Limits;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.SessionSettings;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;
import java.util.Optional;

class DescriptorBudgetTest {

    private static final Optional<Integer> UNSAID = Optional.empty();

    @Test
    void whereThereIsRoomTheUsualNumberHolds() {
        DescriptorBudget budget = new DescriptorBudget(1 << 20, 10_000);
        assertThat(budget.connections(UNSAID)).isEqualTo(20_000);
        assertThat(budget.warning(UNSAID)).isEmpty();
        assertThat(budget.connections(Optional.of(50_000))).isEqualTo(50_000);
        assertThat(budget.warning(Optional.of(50_000))).isEmpty();
    }

    @Test
    void aSessionTakesADescriptorBesideItsClients() {
        assertThat(new DescriptorBudget(4296, 10_000).room()).isEqualTo(2048);
        assertThat(new DescriptorBudget(4296, 100).room()).isEqualTo(3996);
        assertThat(new DescriptorBudget(4296, 0).room()).isEqualTo(4096);
        assertThat(new DescriptorBudget(10, 0).room()).isEqualTo(1);
    }

    @Test
    void fewDescriptorsMeanFewConnectionsAndAWarningThatSaysWhatToDo() {
        DescriptorBudget budget = new DescriptorBudget(1024, 10_000);
        assertThat(budget.connections(UNSAID)).isEqualTo(412);
        assertThat(budget.warning(UNSAID))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("`ulimit -n` is 1024, which has room for 412 connections")
                        .contains("LimitNOFILE")
                        .doesNotContain("max-connections"));
    }

    @Test
    void moreThanThereIsRoomForIsAWarning() {
        DescriptorBudget budget = new DescriptorBudget(10_200, 10_000);
        assertThat(budget.connections(Optional.of(6000))).isEqualTo(6000);
        assertThat(budget.warning(Optional.of(6000)))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("max-connections is 6000", "or lower max-connections"));
        assertThat(budget.warning(Optional.of(5000))).isEmpty();
    }

    @Test
    void routesOfTheBrokerInsideTakeNone() {
        List<RouteConfig> routes = List.of(route("/a", "ws://h/a"), route("/b", "stomp:simple"));
        DescriptorBudget budget = DescriptorBudget.of(routes);
        assertThat(budget.bridged()).isEqualTo(Limits.DEFAULT.maxSessions());
        assertThat(budget.limit()).isGreaterThan(60);
    }

    private static RouteConfig route(String prefix, String target) {
        return new RouteConfig(prefix, URI.create(target), SessionSettings.DEFAULT);
    }
}
