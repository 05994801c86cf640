package dev.postern.gateway.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;

class DecisionLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(DecisionLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
    }

    @Test
    void eachLineTellsTheReasonAndHowOftenThisWasDecided() {
        DecisionLog log = new DecisionLog();
        DecisionLog.Why why = new DecisionLog.Why(3, 4, TimeUnit.SECONDS.toNanos(300));
        ClientNetwork one = new ClientNetwork(false, 0xc0000201L);
        ClientNetwork other = new ClientNetwork(false, 0xc0000202L);
        log.changed(one, true, Breaker.State.OPEN, why);
        log.changed(one, true, Breaker.State.HALF_OPEN, why);
        log.changed(one, true, Breaker.State.CLOSED, why);
        log.changed(other, true, Breaker.State.OPEN, why);
        log.changed(other, false, Breaker.State.OPEN, why);
        log.changed(other, false, Breaker.State.HALF_OPEN, why);
        log.changed(other, false, Breaker.State.CLOSED, why);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "WebSocket is not offered to 192.0.2.1/32 for 300 s: 3 of its last 4 ended without a Close"
                                + " frame soon after they opened; something between kills them (websocket-off: 1)",
                        "192.0.2.1/32 may try WebSocket again once (websocket-trial: 1)",
                        "WebSocket works again for 192.0.2.1/32 (websocket-back: 1)",
                        "WebSocket is not offered to 192.0.2.2/32 for 300 s: 3 of its last 4 ended without a Close"
                                + " frame soon after they opened; something between kills them (websocket-off: 2)",
                        "Streaming is not offered to 192.0.2.2/32 for 300 s: a client gave up a stream it had heard"
                                + " nothing of; something between holds responses back (streaming-off: 1)",
                        "192.0.2.2/32 may try Streaming again once (streaming-trial: 1)",
                        "Streaming works again for 192.0.2.2/32 (streaming-back: 1)");
    }
}
