package dev.postern.it.conformance;

import java.util.List;

/** Sends one kind of bad input and tells what came back, as docs/protocol.md writes it. */
@FunctionalInterface
interface BadInputCase {

    List<String> answers() throws Exception;
}
