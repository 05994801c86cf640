package dev.postern.gateway.admin;

import dev.postern.http.HeaderField;
import dev.postern.http.ResponseHead;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A file that the page needs. Its URL changes with its content, so browsers may keep it for ever. */
record Asset(ResponseHead head, ByteBuffer content) {

    private static final String SCRIPT = "text/javascript; charset=UTF-8";
    private static final String SOCKJS = "sockjs.min.js";
    private static final String SOCKJS_RESOURCE =
            "/META-INF/resources/webjars/sockjs-client/1.6.1/dist/sockjs.min.js";

    private static final int VERSION_LENGTH = 12;

    private static final Map<String, String> TYPES = Map.of(
            "page.css",
            "text/css; charset=UTF-8",
            "page.js",
            SCRIPT,
            "session.js",
            SCRIPT,
            "chart.js",
            SCRIPT,
            SOCKJS,
            SCRIPT,
            "icon.svg",
            "image/svg+xml");

    /** All of them, by their paths below a folder. */
    static Map<String, Asset> under(String folder) {
        Map<String, Asset> assets = new HashMap<>();
        TYPES.forEach((name, type) -> assets.put(folder + '/' + name, load(name, type)));
        return Map.copyOf(assets);
    }

    private static Asset load(String name, String type) {
        return new Asset(
                new ResponseHead(
                        200,
                        HeaderField.constant("Content-Type", type),
                        HeaderField.constant(
                                "Cache-Control", "public, max-age=31536000, immutable"),
                        HeaderField.constant("X-Content-Type-Options", "nosniff")),
                ByteBuffer.wrap(bytes(name)).asReadOnlyBuffer());
    }

    /** What changes when any of the files does. */
    static String version() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String name : List.copyOf(TYPES.keySet()).stream().sorted().toList()) {
                digest.update(bytes(name));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) {
        String resource = name.equals(SOCKJS) ? SOCKJS_RESOURCE : "page/" + name;
        try (InputStream in = Asset.class.getResourceAsStream(resource)) {
            return Objects.requireNonNull(in, resource).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
