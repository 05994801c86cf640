/**
 * The gateway as the SockJS protocol wants it: a test for each one of the official suite, named alike, and
 * what that suite does not see. Everything asks the real jar over TCP; each class says which process.
 */
package dev.postern.it.conformance;
