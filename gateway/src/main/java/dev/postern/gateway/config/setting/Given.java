package dev.postern.gateway.config.setting;

/** A value, and who said so. */
public record Given<T>(T value, Place place) {}
