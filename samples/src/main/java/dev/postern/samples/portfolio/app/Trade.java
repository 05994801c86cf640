package dev.postern.samples.portfolio.app;

/** What a user asks for. */
public record Trade(Action action, String symbol, int shares) {

    /** Which way it goes. */
    public enum Action {
        BUY,
        SELL
    }
}
