package dev.postern.gateway.config.setting;

import dev.postern.gateway.config.ConfigException;

import java.util.Locale;

/** On or off. As a flag it may stand alone, and then means on. */
public record SwitchType() implements ValueType<Boolean> {

    @Override
    public String label() {
        return "true|false";
    }

    @Override
    public String form() {
        return "`true` or `false`";
    }

    @Override
    public Boolean parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes" -> true;
            case "false", "off", "no" -> false;
            default ->
                throw new ConfigException(
                        "'" + text + "' is neither on nor off; write true or false.");
        };
    }

    @Override
    public String write(Boolean value) {
        return value.toString();
    }
}
