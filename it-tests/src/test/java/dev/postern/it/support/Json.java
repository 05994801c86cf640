package dev.postern.it.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;

/** What a page's {@code JSON} does. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectMapper SCRIPT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();

    private Json() {}

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static List<Object> list(String json) {
        return read(json, new TypeReference<>() {});
    }

    public static List<String> texts(String json) {
        return read(json, new TypeReference<>() {});
    }

    /** A string literal of JavaScript, which knows more escapes than JSON. */
    public static String scriptLiteral(String literal) {
        return read(SCRIPT, literal, new TypeReference<>() {});
    }

    public static Map<String, Object> object(String json) {
        return read(json, new TypeReference<>() {});
    }

    private static <T> T read(String json, TypeReference<T> type) {
        return read(MAPPER, json, type);
    }

    private static <T> T read(ObjectMapper mapper, String json, TypeReference<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            String start = json.substring(0, Math.min(json.length(), 100));
            throw new IllegalArgumentException(
                    e.getOriginalMessage() + " in what begins with " + start, e);
        }
    }
}
