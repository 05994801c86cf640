package dev.postern.gateway.config.setting;

/** What somebody wrote, and where. */
public record Raw(String text, Place place) {}
