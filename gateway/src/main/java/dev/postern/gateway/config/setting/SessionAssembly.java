package dev.postern.gateway.config.setting;

import dev.postern.api.Limits;
import dev.postern.api.Transport;
import dev.postern.gateway.config.AllowedOrigins;
import dev.postern.gateway.config.ConfigException;
import dev.postern.gateway.config.Extra;
import dev.postern.gateway.config.SessionSettings;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts the settings of one route's sessions together, and says where they do not go together. */
final class SessionAssembly {

    /** A queue must hold some messages of the largest size. */
    private static final int QUEUED = 4;

    /** sockjs-client's jsonp receiver gives up after 35 s (sockjs-client 1.6, jsonp.js). */
    private static final Duration LONGEST_WITH_JSONP = Duration.ofSeconds(30);

    private final Effective effective;
    private final Problems problems;

    SessionAssembly(Effective effective, Problems problems) {
        this.effective = effective;
        this.problems = problems;
    }

    SessionSettings settings() {
        Set<Transport> transports = transports();
        checkHeartbeat(transports);
        try {
            return new SessionSettings(
                    limits(),
                    AllowedOrigins.of(effective.get(AccessKeys.ORIGINS)),
                    transports,
                    effective.get(AccessKeys.ALLOW).contains(Extra.IFRAME),
                    effective.get(AccessKeys.DEFLATE),
                    effective.get(AccessKeys.REFUSE),
                    effective.get(RouteKeys.BINARY),
                    effective.get(RouteKeys.SUB_PROTOCOLS),
                    effective.get(RouteKeys.FORWARD_HEADERS),
                    effective.get(AccessKeys.SOCKJS_URL).orElse(null));
        } catch (ConfigException wrong) {
            problem(AccessKeys.WITHOUT, String.valueOf(wrong.getMessage()));
            return SessionSettings.DEFAULT;
        }
    }

    private void problem(Setting<?> setting, String message) {
        problems.add(effective.given(setting).place(), effective.key(setting), message);
    }

    private Set<Transport> transports() {
        Set<Transport> transports = EnumSet.copyOf(SessionSettings.SAFE_TRANSPORTS);
        List<Extra> allowed = effective.get(AccessKeys.ALLOW);
        if (allowed.contains(Extra.JSONP)) {
            transports.add(Transport.JSONP_POLLING);
        }
        if (allowed.contains(Extra.HTMLFILE)) {
            transports.add(Transport.HTML_FILE);
        }
        effective.get(AccessKeys.WITHOUT).forEach(transports::remove);
        return transports;
    }

    private void checkHeartbeat(Set<Transport> transports) {
        Duration heartbeat = effective.get(LimitKeys.HEARTBEAT);
        if (transports.contains(Transport.JSONP_POLLING)
                && heartbeat.compareTo(LONGEST_WITH_JSONP) > 0) {
            problem(
                    LimitKeys.HEARTBEAT,
                    TimeType.shortest(heartbeat)
                            + " is too long where jsonp is allowed: sockjs-client gives up a jsonp poll after"
                            + " 35 s. Write 25s, at most 30s, or take jsonp out of '"
                            + AccessKeys.ALLOW.key() + "'.");
        }
    }

    private Limits limits() {
        int maxMessage = effective.get(LimitKeys.MAX_MESSAGE);
        int sendMark = effective.get(LimitKeys.SEND_QUEUE_MARK);
        int receiveMark = effective.get(LimitKeys.RECEIVE_QUEUE_MARK);
        return Limits.DEFAULT
                .withMaxMessage(maxMessage)
                .withSendQueue(
                        sendMark,
                        new StompAssembly(effective, problems)
                                .sendQueue(queue(
                                        LimitKeys.SEND_QUEUE,
                                        LimitKeys.SEND_QUEUE_MARK,
                                        Limits.DEFAULT.sendLimit())))
                .withReceiveQueue(
                        receiveMark,
                        queue(
                                LimitKeys.RECEIVE_QUEUE,
                                LimitKeys.RECEIVE_QUEUE_MARK,
                                Limits.DEFAULT.receiveLimit()))
                .withResponse(
                        effective.get(LimitKeys.RESPONSE_SIZE),
                        effective.get(LimitKeys.RESPONSE_AGE))
                .withHeartbeat(effective.get(LimitKeys.HEARTBEAT))
                .withDisconnectDelay(effective.get(LimitKeys.DISCONNECT_DELAY))
                .withOpenHold(effective.get(LimitKeys.OPEN_HOLD))
                .withLinger(effective.get(LimitKeys.LINGER))
                .withSendHold(effective.get(LimitKeys.SEND_HOLD))
                .withStall(effective.get(LimitKeys.STALL))
                .withMaxSessions(effective.get(LimitKeys.MAX_SESSIONS));
    }

    /** What a queue holds at most: what was said, if it fits the rest, else what fits. */
    private int queue(Setting<Optional<Integer>> limit, Setting<Integer> mark, int usual) {
        int maxMessage = effective.get(LimitKeys.MAX_MESSAGE);
        int least = Math.max(effective.get(mark), maxMessage);
        Optional<Integer> wanted = effective.get(limit);
        if (wanted.isPresent() && wanted.get() < least) {
            boolean belowMessage = wanted.get() < maxMessage;
            Setting<Integer> other = belowMessage ? LimitKeys.MAX_MESSAGE : mark;
            problem(
                    limit,
                    limit.type().write(wanted) + " is less than '" + other.key() + "' ("
                            + other.type().write(effective.get(other))
                            + "); write that much or more, or lower '" + other.key() + "'.");
            return least;
        }
        return wanted.orElse(Math.max(usual, Math.max(least, QUEUED * maxMessage)));
    }
}
