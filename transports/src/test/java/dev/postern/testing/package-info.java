/** What tests of several packages share: clients that say exactly what they are told, right or wrong. */
package dev.postern.testing;
