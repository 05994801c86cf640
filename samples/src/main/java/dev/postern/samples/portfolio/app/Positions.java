package dev.postern.samples.portfolio.app;

import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What each user holds; everyone begins with a little. */
@Component
public class Positions {

    /** Of one stock: more would be another kind of application. */
    private static final int MOST_SHARES = 1_000_000;

    private final Market market;
    private final Map<String, Map<String, Position>> byUser = new ConcurrentHashMap<>();

    Positions(Market market) {
        this.market = market;
    }

    /** All that a user holds, by symbol. */
    public List<Position> of(String user) {
        Map<String, Position> held = heldBy(user);
        synchronized (held) {
            return new ArrayList<>(held.values());
        }
    }

    /**
     * Does a trade at the market's price.
     *
     * @return the position as it is then; of no shares when all are sold
     * @throws TradeRefusedException if it cannot be done
     */
    public Position trade(String user, Trade trade) {
        if (trade.shares() <= 0) {
            throw new TradeRefusedException("Say how many shares, at least 1.");
        }
        Quote quote = market.quote(trade.symbol());
        Map<String, Position> held = heldBy(user);
        synchronized (held) {
            Position before = held.getOrDefault(trade.symbol(), new Position(trade.symbol(), 0, 0));
            Position after = trade.action() == Trade.Action.BUY
                    ? bought(before, trade.shares(), quote.price())
                    : sold(before, trade.shares());
            if (after.shares() == 0) {
                held.remove(trade.symbol());
            } else {
                held.put(trade.symbol(), after);
            }
            return after;
        }
    }

    private static Position bought(Position before, int shares, long price) {
        if (before.shares() + (long) shares > MOST_SHARES) {
            throw new TradeRefusedException(
                    "You may hold " + MOST_SHARES + " shares of a stock at most.");
        }
        return new Position(
                before.symbol(), before.shares() + shares, before.paid() + shares * price);
    }

    private static Position sold(Position before, int shares) {
        if (shares > before.shares()) {
            throw new TradeRefusedException("You hold " + before.shares() + " shares of "
                    + before.symbol() + ", so you cannot sell " + shares + ".");
        }
        int left = before.shares() - shares;
        return new Position(before.symbol(), left, before.paid() * left / before.shares());
    }

    private Map<String, Position> heldBy(String user) {
        return byUser.computeIfAbsent(user, name -> {
            Map<String, Position> first = new TreeMap<>();
            first.put("ALD", new Position("ALD", 20, 20 * 17_900L));
            first.put("ELM", new Position("ELM", 75, 75 * 5_410L));
            return first;
        });
    }
}
