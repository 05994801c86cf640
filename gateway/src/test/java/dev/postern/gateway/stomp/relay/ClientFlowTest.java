package dev.postern.gateway.stomp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Limits;
import dev.postern.api.Transport;

import org.junit.jupiter.api.Test;

class ClientFlowTest {

    private static final int MARK = Limits.DEFAULT.receiveHighMark();
    private static final int LIMIT = Limits.DEFAULT.receiveLimit();

    private final RelayClient client = new RelayClient(Transport.WEBSOCKET);
    private final ClientFlow flow = new ClientFlow(client, Limits.DEFAULT);

    @Test
    void theClientIsReadUpToTheMark() {
        assertThat(flow.add(MARK)).isTrue();
        assertThat(client.paused).isFalse();
        assertThat(flow.add(1)).isTrue();
        assertThat(client.paused).isTrue();
    }

    @Test
    void andAgainWhenAQuarterOfThatWaits() {
        flow.add(MARK + 1);
        flow.remove(MARK / 2);
        assertThat(client.paused).isTrue();
        flow.remove(MARK - MARK / 2);
        assertThat(client.paused).isFalse();
        assertThat(flow.outstanding()).isEqualTo(1);
    }

    @Test
    void aQueueIsBoundedButNotASingleFrame() {
        assertThat(flow.add(LIMIT + 1)).isTrue();
        assertThat(flow.add(1)).isFalse();
    }
}
