package dev.postern.samples.portfolio.app;

import org.springframework.stereotype.Component;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A few made-up stocks whose prices walk at random. */
@Component
public class Market {

    private static final double STEP = 0.006;
    private static final long LOWEST = 100;

    private final Map<String, Quote> quotes = Collections.synchronizedMap(new LinkedHashMap<>());

    public Market() {
        list("ALD", "Alder & Finch", 18_240);
        list("BRG", "Bergamot Air", 9_415);
        list("CDR", "Cedar Robotics", 41_120);
        list("DUN", "Dunlin Shipping", 2_308);
        list("ELM", "Elm Street Bakers", 5_675);
        list("FJD", "Fjord Energy", 12_790);
        list("GRN", "Granite Mutual", 7_931);
        list("HZL", "Hazel Pharma", 26_404);
    }

    private void list(String symbol, String company, long price) {
        quotes.put(symbol, new Quote(symbol, company, price));
    }

    /** What everything costs now. */
    public List<Quote> quotes() {
        synchronized (quotes) {
            return List.copyOf(quotes.values());
        }
    }

    /**
     * What one stock costs now.
     *
     * @throws TradeRefusedException if there is no such stock
     */
    public Quote quote(String symbol) {
        Quote quote = quotes.get(symbol);
        if (quote == null) {
            throw new TradeRefusedException("There is no stock " + symbol + ".");
        }
        return quote;
    }

    /** Moves every price by a little. */
    void move() {
        synchronized (quotes) {
            quotes.replaceAll((symbol, quote) -> {
                double factor = 1 + STEP * ThreadLocalRandom.current().nextGaussian();
                long price = Math.max(LOWEST, Math.round(quote.price() * factor));
                return new Quote(symbol, quote.company(), price);
            });
        }
    }
}
