package dev.postern.spring;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.ServerHttpResponse;

import java.io.OutputStream;

/** Where an interceptor says how it refuses. What else it writes goes nowhere. */
final class HandshakeResponse implements ServerHttpResponse {

    private final HttpHeaders headers = new HttpHeaders();
    private HttpStatusCode status = HttpStatus.FORBIDDEN;

    HttpStatusCode status() {
        return status;
    }

    @Override
    public void setStatusCode(HttpStatusCode code) {
        status = code;
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public OutputStream getBody() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
