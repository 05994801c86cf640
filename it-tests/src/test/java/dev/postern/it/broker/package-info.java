/** STOMP routes as browsers and programs use them, over every transport. */
package dev.postern.it.broker;
