package dev.postern.http;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The policy of {@link OriginPolicy#listed}. */
final class ListedOrigins implements OriginPolicy {

    private static final String WILDCARD = "://*.";

    private final Set<WebOrigin> exact = new HashSet<>();

    /** Origins below whose hosts all are allowed. */
    private final List<WebOrigin> parents = new ArrayList<>();

    ListedOrigins(Collection<String> origins) {
        for (String entry : origins) {
            boolean wildcard = entry.contains(WILDCARD);
            WebOrigin origin = WebOrigin.parse(wildcard ? entry.replace(WILDCARD, "://") : entry);
            if (origin == null || (wildcard && !canBeParent(origin.host()))) {
                throw new IllegalArgumentException(complaint(entry));
            }
            if (wildcard) {
                parents.add(origin);
            } else {
                exact.add(origin);
            }
        }
    }

    @Override
    public boolean allows(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return true;
        }
        WebOrigin page = WebOrigin.parse(origin);
        if (page == null) {
            return false;
        }
        return (host != null && page.isAt(host))
                || exact.contains(page)
                || parents.stream().anyMatch(parent -> isBelow(page, parent));
    }

    private static boolean isBelow(WebOrigin page, WebOrigin parent) {
        return page.scheme().equals(parent.scheme())
                && page.port() == parent.port()
                && page.host().length() > parent.host().length() + 1
                && page.host().endsWith("." + parent.host());
    }

    /** Addresses have no names below them. */
    private static boolean canBeParent(String host) {
        return Character.isLetter(host.charAt(host.lastIndexOf('.') + 1)) && !host.startsWith(".");
    }

    private static String complaint(String entry) {
        String why = switch (entry) {
            case "*", "*:*" -> "to allow every origin ask for any origin instead of a list";
            case "null" -> "pages without an origin of their own cannot be told apart";
            default -> {
                if (!entry.contains("://")) {
                    yield "it lacks its scheme";
                }
                if (entry.indexOf('/', entry.indexOf("://") + 3) >= 0) {
                    yield "it must end after host and port, without a slash";
                }
                if (entry.contains("*")) {
                    yield "a * can only stand for all names below one";
                }
                yield "scheme, host or port is malformed";
            }
        };
        return "not an origin: \"" + entry + "\": " + why
                + "; write it as https://app.example.com, http://localhost:3000 or https://*.example.com";
    }
}
