package dev.postern.gateway.config.cli;

/** What is off unless somebody asks for it, since it can't check which page is talking. */
enum Extra {
    JSONP,
    HTMLFILE,
    IFRAME
}
