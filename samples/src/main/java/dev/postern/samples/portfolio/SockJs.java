package dev.postern.samples.portfolio;

/** Whose SockJS serves the application. */
public enum SockJs {
    POSTERN,
    SPRING
}
