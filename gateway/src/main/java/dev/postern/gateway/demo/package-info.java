/**
 * The services that SockJS test suites and newcomers expect: echo, close, ticker, amplify, broadcast.
 * They live in the gateway's own process and need no application.
 *
 * <p>Depends on the library's {@code api} and {@code endpoint} alone.
 *
 * <p>Thread rule: nothing here blocks; all is called on the I/O threads.
 */
@NullMarked
package dev.postern.gateway.demo;

import org.jspecify.annotations.NullMarked;
