package dev.postern.gateway.config;

/**
 * What a relay's connections log in with, in place of what their clients say.
 *
 * @param login the broker's user
 * @param passcode that user's password; never in a log
 */
public record BrokerLogin(String login, String passcode) {

    @Override
    public String toString() {
        return "BrokerLogin[" + login + "]";
    }
}
