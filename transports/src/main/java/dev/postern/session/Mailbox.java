package dev.postern.session;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Handles one thing at a time, in order, on whichever thread finds it idle. Lock-free; an idle
 * mailbox is one field. Something posted from within the handler is handled after it, never inside.
 */
public abstract class Mailbox<T> {

    private static final VarHandle TAIL;

    static {
        try {
            TAIL = MethodHandles.lookup().findVarHandle(Mailbox.class, "tail", Node.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Node<T> {
        final T item;
        volatile @Nullable Node<T> next;

        Node(T item) {
            this.item = item;
        }
    }

    /** The last thing posted; null while idle. Who replaces null by a node has become the runner. */
    @SuppressWarnings("unused")
    private volatile @Nullable Node<T> tail;

    /** Must not throw. */
    protected abstract void handle(T item);

    /**
     * Called after what was handled when nothing more waits, once for many things that came together;
     * again if more has come since. What it posts is handled next. Must not throw.
     */
    protected void settle() {}

    /** Handles {@code item} after all that was posted before it; at once, if the mailbox is idle. */
    @SuppressWarnings("unchecked")
    protected final void post(T item) {
        Node<T> node = new Node<>(item);
        Node<T> previous = (Node<T>) TAIL.getAndSet(this, node);
        if (previous != null) {
            previous.next = node;
            return;
        }
        Node<T> current = node;
        while (true) {
            handle(current.item);
            if (current.next == null) {
                settle();
            }
            if (TAIL.compareAndSet(this, current, null)) {
                return;
            }
            // Another thread has swapped the tail and is about to link its node.
            Node<T> next = current.next;
            while (next == null) {
                Thread.onSpinWait();
                next = current.next;
            }
            current = next;
        }
    }
}
