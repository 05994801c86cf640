package dev.postern.stomp;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The versions spoken here, oldest first. */
public enum StompVersion {
    V1_0("1.0"),
    V1_1("1.1"),
    V1_2("1.2");

    private static final StompVersion[] ALL = values();

    private final String label;
    private final String subProtocol;

    StompVersion(String label) {
        this.label = label;
        this.subProtocol = "v" + label.replace(".", "") + ".stomp";
    }

    /** As {@code accept-version} and {@code version} name it: {@code 1.2}. */
    public String label() {
        return label;
    }

    /** As WebSocket handshakes name it: {@code v12.stomp} (IANA's sub-protocol registry). */
    public String subProtocol() {
        return subProtocol;
    }

    /** Whether this version has heart-beats. */
    public boolean hasHeartBeats() {
        return this != V1_0;
    }

    /** The version of that label, or null. */
    public static @Nullable StompVersion of(String label) {
        for (StompVersion version : ALL) {
            if (version.label.equals(label)) {
                return version;
            }
        }
        return null;
    }

    /** The newest version among the sub-protocols that a client offers, or null. */
    public static @Nullable StompVersion offered(List<String> subProtocols) {
        for (int i = ALL.length - 1; i >= 0; i--) {
            if (subProtocols.contains(ALL[i].subProtocol)) {
                return ALL[i];
            }
        }
        return null;
    }

    /**
     * The version to speak with a client, or null where there is none in common (STOMP 1.2, "Protocol
     * Negotiation").
     *
     * @param acceptVersion CONNECT's header; null says 1.0
     * @param preferred that of the WebSocket's sub-protocol, or null; else the newest is taken
     */
    public static @Nullable StompVersion negotiate(
            @Nullable String acceptVersion, @Nullable StompVersion preferred) {
        if (acceptVersion == null) {
            return V1_0;
        }
        StompVersion best = null;
        for (String label : acceptVersion.split(",", ALL.length * 4)) {
            StompVersion version = of(label.strip());
            if (version != null && version == preferred) {
                return version;
            }
            if (version != null && (best == null || version.compareTo(best) > 0)) {
                best = version;
            }
        }
        return best;
    }

    /** A client's CONNECT as the backend hears it: one version to speak, and no heart-beats. */
    StompFrame connectForBackend(StompFrame clients) {
        StompHeaders headers = clients.headers();
        return clients.withHeaders(
                hasHeartBeats()
                        ? headers.with("accept-version", label)
                                .with("heart-beat", HeartBeat.NONE.header())
                        : headers.without("heart-beat"));
    }

    /** All labels, with spaces between them. */
    static String labels() {
        return V1_0.label + ' ' + V1_1.label + ' ' + V1_2.label;
    }
}
