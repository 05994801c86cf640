package dev.postern.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Objects;

class BrokerTargetTest {

    @Test
    void readsOneBroker() {
        assertThat(BrokerTarget.parse("stomp+tcp://127.0.0.1:61613"))
                .isEqualTo(new BrokerTarget(false, List.of(new BrokerAddress("127.0.0.1", 61613))));
    }

    @Test
    void readsSeveralAndIpv6() {
        BrokerTarget target = Objects.requireNonNull(
                BrokerTarget.parse("stomp+ssl://mq-1.example.com:61614,[::1]:61615"));
        assertThat(target.secure()).isTrue();
        assertThat(target.addresses())
                .containsExactly(
                        new BrokerAddress("mq-1.example.com", 61614),
                        new BrokerAddress("::1", 61615));
        assertThat(target).hasToString("stomp+ssl://mq-1.example.com:61614,[::1]:61615");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://a:1/", "stomp:simple", "stomp+tls://a:1", "a:1"})
    void leavesOthersAlone(String text) {
        assertThat(BrokerTarget.parse(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stomp+tcp://",
                "stomp+tcp://broker",
                "stomp+tcp://broker:0",
                "stomp+tcp://broker:99999",
                "stomp+tcp://broker:61613/queue",
                "stomp+tcp://me:secret@broker:61613",
                "stomp+tcp://broker:61613,",
                "stomp+tcp://::1:61613"
            })
    void saysWhatIsWrong(String text) {
        assertThatThrownBy(() -> BrokerTarget.parse(text)).isInstanceOf(ConfigException.class);
    }

    @Test
    void aLoginDoesNotTellItsPasscode() {
        assertThat(new BrokerLogin("me", "secret").toString()).doesNotContain("secret");
    }
}
