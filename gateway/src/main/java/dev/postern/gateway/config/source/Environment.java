package dev.postern.gateway.config.source;

import dev.postern.gateway.config.setting.Catalogue;
import dev.postern.gateway.config.setting.Place;
import dev.postern.gateway.config.setting.Problems;
import dev.postern.gateway.config.setting.Raw;
import dev.postern.gateway.config.setting.Setting;
import dev.postern.gateway.config.setting.Written;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads variables of the environment that begin with {@code POSTERN_}. */
public final class Environment {

    private static final String PREFIX = "POSTERN_";

    /** Names the file of settings. */
    public static final String CONFIG = PREFIX + "CONFIG";

    /** One route, or as {@code POSTERN_ROUTE_CHAT} one of several. */
    private static final String ROUTE = PREFIX + "ROUTE";

    /**
     * What Kubernetes and Docker's links set in every container beside a service named {@code postern}:
     * nobody wrote these.
     */
    private static final Pattern SERVICE_LINK = Pattern.compile(PREFIX
            + "(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_.*)?|NAME|ENV_.*)");

    private static final Pattern SERVICE_PORT = Pattern.compile("(tcp|udp|sctp)://.*");

    private Environment() {}

    /** What the environment says. */
    public static Written read(Map<String, String> environment, Problems problems) {
        Written written = new Written();
        Named named = new Named();
        new TreeMap<>(environment).forEach((name, text) -> {
            boolean ours = name.startsWith(PREFIX) && !name.equals(CONFIG);
            // Set to nothing is how container platforms leave a variable out.
            if (ours && !text.isBlank() && !isServiceLink(name, text)) {
                Raw raw = new Raw(text, new Place.InEnvironment(name));
                if (name.equals(ROUTE) || name.startsWith(ROUTE + '_')) {
                    RouteText.read(raw, written, problems);
                } else {
                    setting(name, raw, named, problems);
                }
            }
        });
        return new Written(named.read(Catalogue.common(), "", problems), written.routes());
    }

    private static boolean isServiceLink(String name, String text) {
        return SERVICE_LINK.matcher(name).matches()
                || (name.equals(PREFIX + "PORT") && SERVICE_PORT.matcher(text).matches());
    }

    private static void setting(String name, Raw raw, Named named, Problems problems) {
        for (String key : Names.COMMON) {
            if (Setting.variable(key).equals(name)) {
                named.add(key, raw);
                return;
            }
        }
        List<String> known = new ArrayList<>(List.of(CONFIG, ROUTE));
        Names.COMMON.forEach(key -> known.add(Setting.variable(key)));
        problems.add(
                raw.place(),
                "",
                "there is no such setting; "
                        + Nearest.advice(name, known, "--help lists what there is."));
    }
}
