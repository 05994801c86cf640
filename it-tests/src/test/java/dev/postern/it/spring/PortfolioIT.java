package dev.postern.it.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.samples.portfolio.Portfolio;
import dev.postern.samples.portfolio.SockJs;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The portfolio's unchanged code on Spring's SockJS and on ours: the same story, told alike. */
class PortfolioIT {

    private static final Duration TICK = Duration.ofMillis(200);
    private static final Pattern SYMBOL = Pattern.compile("\"symbol\":\"(\\w+)\"");
    private static final Pattern SHARES = Pattern.compile("\"shares\":(\\d+)");
    private static final String UPDATES = "/user/queue/position-updates";
    private static final String ERRORS = "/user/queue/errors";
    private static final String POSITIONS = "/app/positions";

    private static final Map<SockJs, Portfolio> SERVERS = new EnumMap<>(SockJs.class);

    @BeforeAll
    static void start() throws Exception {
        for (SockJs sockJs : SockJs.values()) {
            SERVERS.put(sockJs, Portfolio.start(sockJs, 0, TICK));
        }
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(Portfolio::close);
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheSameStoryOnBoth(JavaTransport transport) throws Exception {
        List<String> onSpring = story(SockJs.SPRING, transport);
        assertThat(story(SockJs.POSTERN, transport)).isEqualTo(onSpring);
        assertThat(onSpring)
                .containsExactly(
                        "begins with {ALD=20, ELM=75}",
                        "quotes of [ALD, BRG, CDR, DUN, ELM, FJD, GRN, HZL]",
                        "bought {CDR=3}",
                        "on both pages {CDR=3}",
                        "sold {ALD=15}",
                        "refused You hold 15 shares of ALD, so you cannot sell 500.",
                        "refused There is no stock NIX.",
                        "refused Say how many shares, at least 1.",
                        "refused That is not a trade.",
                        "the other page heard of a refusal: false",
                        "ben heard of it: false",
                        "comes back to {ALD=15, CDR=3, ELM=75}");
    }

    private static List<String> story(SockJs sockJs, JavaTransport transport) throws Exception {
        String url = "http://127.0.0.1:" + SERVERS.get(sockJs).port() + "/portfolio";
        // Each story has a user of its own: the server remembers what they hold.
        String anna = "anna-" + transport;
        List<String> story = new ArrayList<>();
        try (Investor page = Investor.connect(transport, url, anna);
                Investor otherPage = Investor.connect(transport, url, anna);
                Investor ben = Investor.connect(transport, url, "ben-" + transport)) {
            for (Investor each : List.of(page, otherPage, ben)) {
                each.subscribe(UPDATES).subscribe(ERRORS).subscribe("/topic/quotes");
                // Its answer tells that the subscriptions before it have arrived.
                each.subscribe(POSITIONS);
            }
            story.add("begins with " + holdings(page.next(POSITIONS)));
            assertThat(otherPage.next(POSITIONS)).isNotEqualTo("nothing");
            assertThat(ben.next(POSITIONS)).isNotEqualTo("nothing");
            // Spring's channels are not ordered: only a quote proves that the broker knows a page.
            otherPage.next("/topic/quotes");
            story.add("quotes of " + symbols(page));

            page.send("/app/trade", "{\"action\":\"BUY\",\"symbol\":\"CDR\",\"shares\":3}");
            story.add("bought " + holdings(page.next(UPDATES)));
            story.add("on both pages " + holdings(otherPage.next(UPDATES)));
            page.send("/app/trade", "{\"action\":\"SELL\",\"symbol\":\"ALD\",\"shares\":5}");
            story.add("sold " + holdings(page.next(UPDATES)));
            for (String trade : List.of(
                    "{\"action\":\"SELL\",\"symbol\":\"ALD\",\"shares\":500}",
                    "{\"action\":\"BUY\",\"symbol\":\"NIX\",\"shares\":1}",
                    "{\"action\":\"BUY\",\"symbol\":\"ALD\",\"shares\":0}",
                    "{\"action\":\"EAT\"}")) {
                page.send("/app/trade", trade);
                story.add("refused " + page.next(ERRORS));
            }
            story.add("the other page heard of a refusal: " + !otherPage.isSilent(ERRORS));
            story.add("ben heard of it: " + !(ben.isSilent(UPDATES) && ben.isSilent(ERRORS)));
        }
        try (Investor again = Investor.connect(transport, url, anna)) {
            again.subscribe(POSITIONS);
            story.add("comes back to " + holdings(again.next(POSITIONS)));
        }
        return story;
    }

    private static Set<String> symbols(Investor page) throws InterruptedException {
        Set<String> all = new TreeSet<>();
        while (all.size() < 8) {
            Matcher symbol = SYMBOL.matcher(page.next("/topic/quotes"));
            if (!symbol.find()) {
                break;
            }
            all.add(symbol.group(1));
        }
        return all;
    }

    private static Map<String, String> holdings(String json) {
        Map<String, String> held = new TreeMap<>();
        Matcher symbol = SYMBOL.matcher(json);
        Matcher shares = SHARES.matcher(json);
        while (symbol.find() && shares.find()) {
            held.put(symbol.group(1), shares.group(1));
        }
        return held;
    }
}
