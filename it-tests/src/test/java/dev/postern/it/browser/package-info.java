/** sockjs-client in browsers, through the gateway, to an application that is not ours. */
package dev.postern.it.browser;
