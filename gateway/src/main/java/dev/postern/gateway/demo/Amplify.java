package dev.postern.gateway.demo;

import dev.postern.api.BackendConnection;
import dev.postern.api.Session;

/** Answers a number n by 2ⁿ times {@code x}, as sockjs-node's test server does: from 1 to 18, else 1. */
record Amplify(Session session) implements BackendConnection {

    private static final int MOST = 18;

    @Override
    public void onText(String text) {
        session.send("x".repeat(1 << exponent(text)));
    }

    private static int exponent(String text) {
        try {
            double n = Math.floor(Double.parseDouble(text.strip()));
            return n > 0 && n <= MOST ? (int) n : 1;
        } catch (NumberFormatException notANumber) {
            return 1;
        }
    }
}
