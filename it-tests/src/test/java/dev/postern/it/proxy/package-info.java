/** The gateway behind real proxies, and behind middleboxes that misbehave on purpose. */
@NullMarked
package dev.postern.it.proxy;

import org.jspecify.annotations.NullMarked;
