/**
 * Spring's own Java clients against Postern, and a Spring application on Postern's SockJS beside the
 * same on Spring's. Servers run in this process, but for the gateway's jar.
 */
@NullMarked
package dev.postern.it.spring;

import org.jspecify.annotations.NullMarked;
