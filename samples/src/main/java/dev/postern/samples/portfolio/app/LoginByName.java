package dev.postern.samples.portfolio.app;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;

import java.security.Principal;

/** Believes the login header of CONNECT, which is enough for play money and for nothing else. */
final class LoginByName implements ChannelInterceptor {

    private record User(String name) implements Principal {
        @Override
        public String getName() {
            return name;
        }
    }

    @Override
    public Message<?> preSend(Message<?> message, MessageChannel channel) {
        StompHeaderAccessor accessor =
                MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
        if (accessor != null && accessor.getCommand() == StompCommand.CONNECT) {
            accessor.setUser(new User(name(accessor.getLogin())));
        }
        return message;
    }

    private static String name(@Nullable String login) {
        return login == null || login.isBlank() ? "guest" : login.strip();
    }
}
