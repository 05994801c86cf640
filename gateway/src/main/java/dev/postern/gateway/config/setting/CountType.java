package dev.postern.gateway.config.setting;

import dev.postern.gateway.config.ConfigException;

/** A whole number. */
public record CountType(String label, int least, int most) implements ValueType<Integer> {

    @Override
    public String form() {
        return "a number from " + least + " to " + most;
    }

    @Override
    public Integer parse(String text) {
        if (!text.matches("[0-9]{1,10}")) {
            throw new ConfigException("'" + text + "' is not a number; write " + form() + '.');
        }
        long value = Long.parseLong(text);
        if (value < least || value > most) {
            throw new ConfigException(text + " is out of range; write " + form() + '.');
        }
        return (int) value;
    }

    @Override
    public String write(Integer value) {
        return value.toString();
    }
}
