package dev.postern.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;

import org.eclipse.jetty.ee10.servlet.ServletChannel;
import org.eclipse.jetty.util.Callback;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends an asynchronous request when its response has ended. There is no time-out, for a session knows how
 * long a poll may wait; and no error page, for a client that left reads none.
 */
final class AsyncCompletion implements Callback, AsyncListener {

    private final AsyncContext async;
    private final ServletChannel channel;

    /** The channel serves the connection's next request afterwards. */
    private final AtomicBoolean over = new AtomicBoolean();

    private AsyncCompletion(AsyncContext async, ServletChannel channel) {
        this.async = async;
        this.channel = channel;
    }

    static AsyncCompletion start(HttpServletRequest request, ServletChannel channel) {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        AsyncCompletion completion = new AsyncCompletion(async, channel);
        async.addListener(completion);
        return completion;
    }

    @Override
    public void succeeded() {
        if (over.compareAndSet(false, true)) {
            async.complete();
        }
    }

    /** The servlet API cannot say this: the response has to be broken off, not completed. */
    @Override
    public void failed(Throwable cause) {
        if (over.compareAndSet(false, true)) {
            channel.abort(cause);
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    /** The connection failed. Whoever waits for the response hears of it by the exchange. */
    @Override
    public void onError(AsyncEvent event) {
        failed(event.getThrowable());
    }

    @Override
    public void onComplete(AsyncEvent event) {
        over.set(true);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // There is none.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // It is started once.
    }
}
