/** The bridge as its two ends see it: SockJS clients before the real gateway, an application behind it. */
package dev.postern.it.bridge;
