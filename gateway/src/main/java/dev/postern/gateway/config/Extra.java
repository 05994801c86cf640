package dev.postern.gateway.config;

/** What is off unless somebody asks for it, since it can't check which page is talking. */
public enum Extra {
    JSONP,
    HTMLFILE,
    IFRAME
}
