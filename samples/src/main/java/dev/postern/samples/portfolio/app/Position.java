package dev.postern.samples.portfolio.app;

/** Shares that a user holds, and what they were paid for together, in cents. */
public record Position(String symbol, int shares, long paid) {}
