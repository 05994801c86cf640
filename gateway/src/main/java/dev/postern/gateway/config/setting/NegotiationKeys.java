package dev.postern.gateway.config.setting;

import dev.postern.gateway.config.NegotiationSettings;

import java.time.Duration;
import java.util.List;

/** Settings of what the gateway learns of its clients' networks. */
public final class NegotiationKeys {

    private static final TimeType HOLDING = new TimeType(Duration.ofMillis(1), Duration.ofDays(1));

    public static final Setting<Boolean> NEGOTIATION = Setting.of(
                    "negotiation",
                    new SwitchType(),
                    true,
                    "Learns which transports a client's network kills, and does not offer them there for a while."
                            + " Each decision is in the log with its reason."
                            + " A route where it is off offers all it has, and nothing is learned of its sessions.")
            .perRoute();

    public static final Setting<Duration> HOLD = Setting.of(
            "negotiation-hold",
            HOLDING,
            NegotiationSettings.DEFAULT.hold(),
            "How long a transport is not offered to a network that kills it, the first time."
                    + " Each time after that it is twice as long.");

    public static final Setting<Duration> LONGEST_HOLD = Setting.of(
            "negotiation-longest-hold",
            HOLDING,
            NegotiationSettings.DEFAULT.longestHold(),
            "What negotiation-hold grows to.");

    static final Group GROUP =
            new Group("What it learns of networks", "", List.of(NEGOTIATION, HOLD, LONGEST_HOLD));

    private NegotiationKeys() {}
}
