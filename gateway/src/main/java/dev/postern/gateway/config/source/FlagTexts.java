package dev.postern.gateway.config.source;

import dev.postern.gateway.config.setting.Catalogue;
import dev.postern.gateway.config.setting.Place;
import dev.postern.gateway.config.setting.Problems;
import dev.postern.gateway.config.setting.Raw;
import dev.postern.gateway.config.setting.Written;

import java.util.List;

/** Gathers what the flags of a command line say. */
public final class FlagTexts {

    /** The flag that gives a route. */
    public static final String ROUTE = "--route";

    private final Named named = new Named();
    private final Written written = new Written();

    /** A route's flag. */
    public void route(String text, Problems problems) {
        RouteText.read(new Raw(text, new Place.OnCommandLine(ROUTE)), written, problems);
    }

    /** Any other flag, and all that was given for it. */
    public void add(String key, String flag, List<String> texts) {
        texts.forEach(text -> named.add(key, new Raw(text, new Place.OnCommandLine(flag))));
    }

    /** All of it. */
    public Written read(Problems problems) {
        return new Written(named.read(Catalogue.common(), "", problems), written.routes());
    }
}
