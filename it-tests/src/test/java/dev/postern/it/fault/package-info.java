/** Clients and applications that stall, flood or vanish, and everybody else, who must not notice. */
package dev.postern.it.fault;
