package dev.postern.it.support;

/** How a connection or session ended, as one side saw it; 1006 where no word came (RFC 6455 §7.1.5). */
public record Ending(int code, String reason) {

    public static final int LOST = 1006;

    public static Ending lost(String why) {
        return new Ending(LOST, why);
    }
}
