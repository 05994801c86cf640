package dev.postern.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.postern.api.Identity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StompRuleTest {

    private static final Identity ANN = new Identity("ann");

    @ParameterizedTest
    @CsvSource({
        "/topic/**, /topic/a/b",
        "/topic/**, /topic/",
        "/topic/*, /topic/a",
        "/topic/*/x, /topic/a/x",
        "/topic/a*b*c, /topic/aabbcc",
        "/**/x, /a/b/x",
        "/**/x/*, /a/x/b/x/c",
        "/queue/{user}/*, /queue/ann/1",
        "/queue/{user}.*, /queue/ann.1",
        "/topic/**, /topic/*.secret",
        "/topic/**, /topic/#",
        "/topic/a, /topic/a",
        "/topic/*, /topic/a:b",
        "/queue/**, /queue/a::b",
        "/queue/**, '/queue/a,/queue/b'"
    })
    void allows(String pattern, String destination) {
        assertThat(rule(pattern).allows(StompCommand.SUBSCRIBE, destination, ANN))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/topic/**, /topic",
        "/topic/**, /queue/a",
        "/topic/*, /topic/a/b",
        "/topic/*/x, /topic/a/b/x",
        "/topic/*, /topic/*",
        "/topic/*, /topic/#",
        "/topic/a*, /topic/a>",
        "/topic/*/x, /topic/**/x",
        "/topic/a?, /topic/a?",
        "/topic/a*, /topic/a{b}",
        "/queue/{user}/*, /queue/bob/1",
        "/queue/{user}/*, /queue/ann2/1",
        "/queue/{user}/*, /queue/{user}/1",
        "/topic/a, /topic/ab",
        "/topic/*, '/topic/a,b'",
        "/topic/*, '/topic/a,/queue/b'",
        "/topic/*, /topic/a::b",
        "/topic/a:*, /topic/a::b",
        "/topic/*:b, /topic/a::b",
        "/topic/a:*:b, /topic/a::b",
        "/queue/a::b, /queue/a::b"
    })
    void doesNotAllow(String pattern, String destination) {
        assertThat(rule(pattern).allows(StompCommand.SUBSCRIBE, destination, ANN))
                .isFalse();
    }

    @Test
    void isAboutOneCommand() {
        assertThat(rule("/a").allows(StompCommand.SEND, "/a", ANN)).isFalse();
        assertThat(StompRule.parse("SEND  /a").allows(StompCommand.SEND, "/a", ANN))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "*", "{user}", "a::b", "a,b"})
    void namesThatAreNoNamesHaveNoDestinations(String subject) {
        Identity odd = new Identity(subject);
        assertThat(rule("/queue/{user}/*")
                        .allows(StompCommand.SUBSCRIBE, "/queue/" + subject + "/1", odd))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "subscribe", "ack /a", "subscribe a", "send /a /b", "send /{who}"})
    void saysWhatARuleLooksLike(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StompRule.parse(text))
                .withMessageContaining("write it like");
    }

    /** A pattern with many stars must not take exponential time over a destination made for it. */
    @Test
    @Timeout(5)
    void isQuickWhateverTheClientSends() {
        StompRule rule = rule("/" + "*a".repeat(20) + "/**/" + "*b".repeat(20));

        assertThat(rule.allows(StompCommand.SUBSCRIBE, "/" + "a".repeat(8000), ANN))
                .isFalse();
    }

    private static StompRule rule(String pattern) {
        return StompRule.parse("subscribe " + pattern);
    }
}
