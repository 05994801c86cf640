package dev.postern.samples.portfolio.app;

/** A trade that cannot be done, and why, for the user to read. */
public final class TradeRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String why;

    TradeRefusedException(String why) {
        super(why);
        this.why = why;
    }

    /** A sentence. */
    public String why() {
        return why;
    }
}
