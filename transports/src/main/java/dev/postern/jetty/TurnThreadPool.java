package dev.postern.jetty;

import dev.postern.api.Turn;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Jetty's thread pool, but for one thing: a connection that wants to go on reading does so at the end of
 * the {@link Turn} in which it said so, on the same thread.
 *
 * <p>A poll is mostly answered by another connection's request. Jetty hands a connection whose response
 * was completed elsewhere to the pool, to read the next request; so each answered poll would wake up a
 * thread, which costs more than the poll. All that is read here is handled without blocking, so the
 * thread that answered may as well look.
 */
public final class TurnThreadPool extends QueuedThreadPool {

    private static final class PoolThread extends Thread {
        PoolThread(Runnable task) {
            super(task);
        }
    }

    /** Whether the current thread is one of such a pool, on which nothing blocks. */
    static boolean isCurrent() {
        return Thread.currentThread() instanceof PoolThread;
    }

    /** A pool of at most {@code maxThreads}. */
    public TurnThreadPool(int maxThreads) {
        super(maxThreads);
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new PoolThread(task);
        thread.setDaemon(isDaemon());
        thread.setName(getName() + '-' + thread.getId());
        thread.setContextClassLoader(getClass().getClassLoader());
        return thread;
    }

    @Override
    public void execute(Runnable job) {
        // Not on a publisher's own thread, which may hold what a request's handler wants.
        if (job instanceof Connection && isCurrent() && Turn.isRunning()) {
            Turn.atEnd(job);
        } else {
            super.execute(job);
        }
    }
}
