package dev.postern.samples.portfolio.app;

/** What a stock costs just now, in cents. */
public record Quote(String symbol, String company, long price) {}
