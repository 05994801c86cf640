package dev.postern.http;

/** Hears, once, how an asynchronous write ended; possibly before the call that began it returns. */
public interface Completion {

    void succeeded();

    void failed(Throwable cause);

    /** For a write whose end nobody waits for. */
    Completion IGNORED = new Completion() {
        @Override
        public void succeeded() {}

        @Override
        public void failed(Throwable cause) {}
    };
}
