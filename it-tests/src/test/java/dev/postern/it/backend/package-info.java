/** One contract for every backend, run through real clients and, where it is the gateway's, its real jar. */
@NullMarked
package dev.postern.it.backend;

import org.jspecify.annotations.NullMarked;
