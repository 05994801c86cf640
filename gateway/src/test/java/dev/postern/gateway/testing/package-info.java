/** What tests of several packages need. */
package dev.postern.gateway.testing;
