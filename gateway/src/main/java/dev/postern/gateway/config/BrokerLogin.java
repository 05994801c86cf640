package dev.postern.gateway.config;

/**
 * What a relay's connections log in with, in place of what their clients say.
 *
 * @param login the broker's user; {@code {user}} in it stands for the client's name
 * @param passcode that user's password; never in a log
 */
public record BrokerLogin(String login, String passcode) {

    private static final String USER = "{user}";

    /** Whether it is another one for each client's name. */
    public boolean namesUsers() {
        return login.contains(USER);
    }

    /** The same for a client of that name. */
    public BrokerLogin of(String user) {
        return new BrokerLogin(login.replace(USER, user), passcode);
    }

    @Override
    public String toString() {
        return "BrokerLogin[" + login + "]";
    }
}
